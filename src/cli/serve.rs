//! `torikumi serve`.

use super::{Common, ExitStatus, complain, say};
use crate::diagnostic::{Language, Report, Severity};
use crate::error::Error;
use crate::serve::{self, News, Port, Preview, Strictness};
use crate::site::{BaseUrl, PhotoCache, Sealing};
use clap::Args;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

#[derive(Debug, Args)]
pub struct Serve {
    /// Port to listen at; by default the first free one from 1111 on
    #[arg(short, long, value_name = "PORT")]
    port: Option<u16>,
    /// Address of this machine to listen at; by default only this machine itself can ask
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    bind: IpAddr,
    /// Open the browser
    #[arg(long)]
    open: bool,
}

impl Serve {
    pub fn run(&self, common: &Common) -> Result<ExitStatus, Error> {
        let listener = serve::listen(self.bind, self.port.map_or(Port::FirstFree, Port::Exactly))?;
        let address = listener.local_addr().map_err(|source| Error::Port { address: SocketAddr::new(self.bind, 0), source })?;
        let url = format!("http://{address}");
        self.greet(&url, common.language());
        let preview = Preview {
            root: common.root.clone(),
            choices: common.choices(BaseUrl::InPlaceOf(url.clone()), Sealing::Shown, PhotoCache::Keep),
            language: common.language(),
            strictness: if common.strict { Strictness::Strict } else { Strictness::Lax },
        };
        if self.open && open::that_detached(&url).is_err() {
            complain(match common.language() {
                Language::En => "warning: no browser could be opened",
                Language::Ja => "警告：ブラウザーを開けませんでした",
            });
        }
        serve::run(preview, listener, |news| tell(&news, common))?;
        Ok(ExitStatus::Fine)
    }

    fn greet(&self, url: &str, language: Language) {
        say(&match language {
            Language::En => format!("preview at {url}/ (end it with Ctrl+C)"),
            Language::Ja => format!("プレビュー：{url}/ （終了は Ctrl+C）"),
        });
        if !self.bind.is_loopback() {
            complain(match language {
                Language::En => "warning: everybody who can reach this machine can see the preview",
                Language::Ja => "警告：このコンピューターに接続できる人は誰でもプレビューを見られます",
            });
        }
    }
}

/// What happened, in one line, after the faults.
fn tell(news: &News<'_>, common: &Common) {
    match news {
        News::Read { changed, report, sources } => {
            common.print_faults(report, sources, Severity::Warning);
            common.conclude(&read(changed, report, common.language()));
        }
        News::Swept { report, sources } => common.print_faults(report, sources, Severity::Warning),
        News::Unreadable(error) => complain(&format!("error: {}", error.words(common.language()))),
    }
}

fn read(changed: &[String], report: &Report, language: Language) -> String {
    const MOST: usize = 3;
    let mut names: Vec<String> = changed.iter().take(MOST).map(|path| format!("`{path}`")).collect();
    let more = changed.len().saturating_sub(MOST);
    match (language, report.has_errors()) {
        (Language::En, shown) => {
            if more > 0 {
                names.push(format!("{more} more"));
            }
            let done = if shown { "the site before is still shown" } else { "shown" };
            format!("{done}: {}", names.join(", "))
        }
        (Language::Ja, shown) => {
            if more > 0 {
                names.push(format!("ほか{more}件"));
            }
            let done = if shown { "変更前のサイトを表示しています" } else { "表示を更新しました" };
            format!("{done}：{}", names.join("、"))
        }
    }
}
