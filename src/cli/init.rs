//! `torikumi init`.

use super::{Common, ExitStatus, say};
use crate::diagnostic::Language;
use crate::error::Error;
use crate::scaffold;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Init {
    /// Folder of the new site: a new one, or an empty one
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

impl Init {
    pub fn run(&self, common: &Common) -> Result<ExitStatus, Error> {
        scaffold::refuse_full(&self.folder)?;
        let lock = common.lock(&self.folder, "init")?;
        scaffold::refuse_full(&self.folder)?;
        let made = scaffold::site();
        made.write(&lock)?;
        let folder = self.folder.display();
        say(&match common.language() {
            Language::En => format!(
                "{} files in `{folder}`: a sample site of a made-up city\n\nnext:\n  \
                 torikumi serve --root {folder}    # look at it in the browser\n  \
                 torikumi check --root {folder}    # after every change",
                made.files.len()
            ),
            Language::Ja => format!(
                "`{folder}` に{}件のファイルを作りました（架空の市の見本サイトです）\n\n次に：\n  \
                 torikumi serve --root {folder}    # ブラウザーで見る\n  \
                 torikumi check --root {folder}    # 書き換えるたびに確かめる",
                made.files.len()
            ),
        });
        Ok(ExitStatus::Fine)
    }
}
