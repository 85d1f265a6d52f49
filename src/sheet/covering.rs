//! The text to mail with forms: what is asked of whom, until when, and how to fill it in.

use super::change::ReportedEdition;
use super::confirmation::KnownConfirmations;
use super::day::japanese_day;
use super::form::{FormScope, ResultForm, WITHOUT};
use crate::model::{Published, Year};
use jiff::civil::{Date, Weekday};
use std::collections::BTreeSet;

/// What the file is called behind the year: beside forms that ask for everything, and beside those that remind.
const REQUEST: &str = "依頼文";
const REMINDER: &str = "依頼文-未記入";
/// A place that a person fills in.
const BLANK: &str = "［　］";

/// A text to mail.
#[derive(Debug)]
pub struct CoveringText {
    /// The name of its file: `R8_依頼文.txt`.
    pub file: String,
    /// With a byte order mark and with the line ends of Windows, by which its programs recognise UTF-8 and show the lines.
    pub bytes: Vec<u8>,
}

/// The text for forms, each of one division.
pub fn covering_text(reported: ReportedEdition<'_>, forms: &[ResultForm], scope: FormScope, known: &KnownConfirmations) -> CoveringText {
    let year = reported.edition.notation().japanese(Year::fiscal(reported.edition.year));
    let letter = Letter { year, strategy: &reported.strategy().title.ja, asked: asked(forms, known) };
    let (name, lines) = match scope {
        FormScope::Every => (REQUEST, letter.request()),
        FormScope::Open => (REMINDER, letter.reminder()),
    };
    let file = format!("{}_{name}.txt", reported.edition.notation().letter(reported.edition.year));
    CoveringText { file, bytes: format!("\u{feff}{}\r\n", lines.join("\r\n")).into_bytes() }
}

/// A division that gets a form.
struct AskedForm<'a> {
    division: &'a str,
    form: &'a ResultForm,
    due: Option<Published>,
}

fn asked<'a>(forms: &'a [ResultForm], known: &KnownConfirmations) -> Vec<AskedForm<'a>> {
    let form =
        |form: &'a ResultForm| AskedForm { division: &form.division, form, due: known.get(&form.division).and_then(|known| known.due) };
    forms.iter().map(form).collect()
}

impl AskedForm<'_> {
    /// `実績3件、取組2施策`.
    fn counts(&self) -> String {
        let indicators = Some(self.form.indicators).filter(|count| *count > 0).map(|count| format!("実績{count}件"));
        let measures = Some(self.form.measures).filter(|count| *count > 0).map(|count| format!("取組{count}施策"));
        indicators.into_iter().chain(measures).collect::<Vec<_>>().join("、")
    }
}

struct Letter<'a> {
    year: String,
    strategy: &'a str,
    asked: Vec<AskedForm<'a>>,
}

impl Letter<'_> {
    fn request(&self) -> Vec<String> {
        let Letter { year, strategy, .. } = self;
        let indicators: usize = self.asked.iter().map(|asked| asked.form.indicators).sum();
        let head = self.head(&format!("{strategy}の取組状況（{year}実績）について（照会）"));
        let opening = format!(
            "　{strategy}の{year}の実績と取組を取りまとめるため、次のとおり照会します。御多忙のところ恐れ入りますが、回答をお願いします。"
        );
        let what = [
            "１　照会する内容".to_owned(),
            format!("　・実績：各指標の{year}の実績値（全{indicators}指標）"),
            "　・取組：各施策の主な取組、成果、課題、今後の方針、予算額、決算額".to_owned(),
            "　・写真：各施策の写真とその説明（ある場合）".to_owned(),
            "　・確認：担当者、電話番号（内線）、所属長の確認（決裁日）　※公表しません。".to_owned(),
            String::new(),
        ];
        let how = [
            "４　回答の方法",
            "　(1) 記入票（Excel）の黄色のセルに記入してください。ほかのセルは保護されています。",
            "　(2) 実績は数値だけを記入してください。数値がないときは空欄とし、「状況」から理由を選んでください。",
            "　(3) 取組は、1行に1件ずつ書いてください。前回の内容が横に表示されています。",
            "　(4) 取組の文章を前回のままとするときは、シート「確認」の「前回から変更なし」で「○」を選んでください。実績と予算額・決算額は、この場合も記入してください。",
            "　(5) 所属長の確認（決裁）を受け、その日をシート「確認」に記入してください。",
            "　(6) 記入した記入票を、このメールへの返信に添付してください。",
            "",
        ];
        let divisions = self.divisions("２　照会先");
        let how = how.map(str::to_owned);
        [head, vec![opening, String::new()], what.to_vec(), divisions, self.due("３"), how.to_vec(), contact("５")].concat()
    }

    fn reminder(&self) -> Vec<String> {
        let Letter { year, strategy, .. } = self;
        let head = self.head(&format!("{strategy}の取組状況（{year}実績）について（再依頼）"));
        let opening = format!(
            "　先に照会した{strategy}の{year}の実績と取組について、次の項目がまだ記入されていません。記入のないものだけを載せた記入票を添付しますので、回答をお願いします。"
        );
        let crossing = "　行き違いで回答済みのときは、御容赦ください。".to_owned();
        let divisions = self.divisions("１　記入をお願いする課");
        let how = [
            "３　回答の方法",
            "　(1) 記入票（Excel）の黄色のセルに記入してください。",
            "　(2) 数値がまだないときは、空欄のまま「状況」から理由（集計中、未公表など）を選んでください。",
            "　(3) 取組は、1行に1件ずつ書いてください。前回のままとするときは、シート「確認」の「前回から変更なし」で「○」を選んでください。",
            "　(4) 記入した記入票を、このメールへの返信に添付してください。",
            "",
        ];
        let how = how.map(str::to_owned);
        [head, vec![opening, crossing, String::new()], divisions, self.due("２"), how.to_vec(), contact("４")].concat()
    }

    fn head(&self, subject: &str) -> Vec<String> {
        vec![
            format!("件名：{subject}"),
            String::new(),
            "各担当課長　様".to_owned(),
            String::new(),
            format!("{BLANK}課長　{BLANK}"),
            String::new(),
        ]
    }

    /// The divisions with what each is asked for, and the day where it is not the same for all.
    fn divisions(&self, heading: &str) -> Vec<String> {
        let is_common = self.common_due().is_some();
        let name = |asked: &AskedForm<'_>| if asked.division == WITHOUT { format!("{BLANK}課") } else { asked.division.to_owned() };
        let line = |asked: &AskedForm<'_>| {
            let due = asked.due.filter(|_| !is_common).map(|due| format!("、{}まで", with_weekday(due))).unwrap_or_default();
            format!("　・{}（{}{due}）　{}", name(asked), asked.counts(), asked.form.file)
        };
        let heading = format!("{heading}（{}課）", self.asked.len());
        std::iter::once(heading).chain(self.asked.iter().map(line)).chain([String::new()]).collect()
    }

    fn due(&self, number: &str) -> Vec<String> {
        let is_named = self.asked.iter().any(|asked| asked.due.is_some());
        let day = match self.common_due() {
            Some(due) => with_weekday(due),
            None if is_named => format!("課ごとに上のとおり。日付のない課は{BLANK}年{BLANK}月{BLANK}日"),
            None => format!("{BLANK}年{BLANK}月{BLANK}日"),
        };
        vec![format!("{number}　回答期限"), format!("　{day}"), String::new()]
    }

    /// The day until which all are asked; `None` where there is none, or where there are several.
    fn common_due(&self) -> Option<Published> {
        let dues: BTreeSet<Option<Published>> = self.asked.iter().map(|asked| asked.due).collect();
        dues.first().copied().flatten().filter(|_| dues.len() == 1)
    }
}

fn contact(number: &str) -> Vec<String> {
    vec![format!("{number}　問合せ先"), format!("　{BLANK}課{BLANK}係　{BLANK}（内線{BLANK}、メール{BLANK}）")]
}

/// `令和5年5月19日（金）`.
fn with_weekday(day: Published) -> String {
    let weekday = |date: Date| match date.weekday() {
        Weekday::Monday => "月",
        Weekday::Tuesday => "火",
        Weekday::Wednesday => "水",
        Weekday::Thursday => "木",
        Weekday::Friday => "金",
        Weekday::Saturday => "土",
        Weekday::Sunday => "日",
    };
    let part = |number: i32| i8::try_from(number).ok();
    let known = day.day.and_then(|of_month| Date::new(i16::try_from(day.year).ok()?, part(day.month)?, part(of_month)?).ok());
    known.map_or_else(|| japanese_day(day), |date| format!("{}（{}）", japanese_day(day), weekday(date)))
}
