//! `site.toml`, `frameworks.toml` and free pages.

use super::KeyType::{
    Alias, Boolean, Choice, Count, Either, Filled, Id, Languages, List, MonthOrDay, Named, Number, ProxyAddress, PublisherCode, ServerAddress,
    SiteAddress, Table, TargetAddress, Text, WebAddress,
};
use super::{Key, Keys, keys, optional, required};
use crate::model::{PublicLicence, Stage, TargetKind, UnitPosition, Word};

pub const SITE: Keys = keys("site.toml", &[
    required("title", Text, "サイトの名称",
        "The name of the site"),
    optional("languages", Languages, "[\"ja\"] とすると、英語のページのないサイトになる",
        "[\"ja\"]: a site without English pages").or("[\"ja\", \"en\"]"),
    optional("base_url", SiteAddress, "サイトのURL。これがあるときだけ、サイトマップ（sitemap.xml）、robots.txt、フィード（feed.xml）とページの絶対URLを書き出す。--base-url が優先する",
        "The absolute address of the site; only with it the sitemap, robots.txt, the feed and absolute addresses in pages are written. --base-url overrides it"),
    optional("theme", Filled, "themes/ の下のフォルダーの名前",
        "The folder below themes/").or("\"default\""),
    optional("licence", Either(&[Choice(PublicLicence::CHOICES), Table(&LICENCE)]), "文章と数値の利用条件",
        "Under which licence texts and figures may be used"),
    optional("notice", Text, "すべてのページに表示する1行",
        "A line on every page"),
    optional("rating", super::rule::RATING, "評価基準：組み込みの基準の名前、または独自の基準。戦略ごとにも定められる",
        "The rule of the grades: a preset, or a rule of your own; a strategy may have its own").or("\"pace\""),
    optional("publisher", Table(&PUBLISHER), "発行者",
        "Who publishes"),
    optional("contact", Table(&CONTACT), "問い合わせ先。すべてのページの下部に表示",
        "Whom to ask; shown at the foot of every page"),
    optional("logo", Table(&LOGO), "すべてのページの上部に表示する図柄",
        "Shown in the head of every page"),
    optional("accessibility", Table(&ACCESSIBILITY), "ウェブアクセシビリティ方針。accessibility.html に表示（同名の自由なページがあればそちらが優先）",
        "What the city says of the accessibility of its site; shown at accessibility.html, unless there is a free page of that name"),
    optional("mark_kinds", Boolean, "false：指標の名称に（累計）などの種類を付けない",
        "false: names of indicators stay without the mark of their kind, such as （累計）").or("true"),
    optional("triangle_minus", Boolean, "true：日本語のページで負の数を△186のように書く",
        "true: Japanese pages write numbers below 0 as △186").or("false"),
    optional("units", Named(&Table(&OWN_UNIT)), "独自の単位：[units.\"基\"]",
        "Units of your own: [units.\"基\"]"),
    optional("publish", Named(&Either(&[Table(&PUBLISH_TO_FOLDER), Table(&PUBLISH_TO_ZIP), Table(&PUBLISH_TO_WEBDAV), Table(&PUBLISH_TO_SERVER), Table(&PUBLISH_TO_BUCKET)])), "公開先：[publish.production]、[publish.staging]",
        "Where the site is published: [publish.production], [publish.staging]"),
    optional("markdown", Table(&MARKDOWN), "本文の読み方",
        "How bodies are read"),
    optional("data", Table(&DATA), "オープンデータの書き出し方",
        "How open data is written"),
]);

pub const LICENCE: Keys = keys("licence", &[
    required("name", Text, "利用条件の名称",
        "Its name"),
    required("url", WebAddress, "利用条件のURL：https://…",
        "Its address: https://…"),
]);

pub const PUBLISHER: Keys = keys("publisher", &[
    required("name", Text, "自治体名",
        "The municipality"),
    optional("code", PublisherCode, "全国地方公共団体コード（6桁。最後は検査数字で、正しいか確かめる）",
        "全国地方公共団体コード: six digits, the last a check digit, which is verified"),
]);

pub const CONTACT: Keys = keys("contact", &[
    required("division", Text, "担当課",
        "The division in charge"),
    optional("telephone", Filled, "電話番号",
        "Telephone number"),
    optional("form", WebAddress, "問い合わせフォームのURL：https://…",
        "Address of a form: https://…"),
]);

pub const LOGO: Keys = keys("logo", &[
    required("file", Filled, "画像ファイル（site.toml からの相対パス）",
        "Path beside site.toml"),
    required("alt", Text, "画像が表すもの（代替テキスト）",
        "What it shows"),
]);

pub const ACCESSIBILITY: Keys = keys("accessibility", &[
    optional("standard", Text, "準拠する規格：JIS X 8341-3:2016",
        "JIS X 8341-3:2016"),
    optional("level", Text, "目標とする適合レベル：AA",
        "AA"),
    optional("scope", Text, "対象範囲",
        "What the statement holds for"),
    optional("deadline", MonthOrDay, "目標を達成する期限",
        "By when the level is to be reached"),
    optional("conformance", Text, "対応度：準拠、一部準拠、配慮",
        "How far it conforms: 準拠, 一部準拠, 配慮"),
    optional("problems", Text, "把握している問題",
        "Known problems"),
    optional("exceptions", Text, "例外事項",
        "What is exempt"),
    optional("method", Text, "試験の方法",
        "How it was tested"),
    optional("tested", MonthOrDay, "試験の実施時期",
        "When it was tested"),
    optional("contact", Text, "利用しにくい点の連絡先",
        "Whom to tell of obstacles"),
]);

pub const OWN_UNIT: Keys = keys("unit of your own", &[
    optional("en_one", Filled, "英語の単数形。省くと複数形と同じ",
        "English singular; by default the plural"),
    required("en_other", Filled, "英語の複数形",
        "English plural"),
    optional("factor", Number, "日本語の単位1つが英語の単位いくつに当たるか",
        "How many of the English unit one Japanese unit is").or("1"),
    optional("position", Choice(UnitPosition::CHOICES), "日本語で数値の前・後・括弧内のどこに書くか",
        "Where it stands beside the figure in Japanese").or("\"after\""),
]);

/// Keys that every place to publish to has.
const STAGE: Key = optional("stage", Choice(Stage::CHOICES), "だれのためのサイトか。確認用（staging）は検索エンジンに載らず、すべてのページにその旨を表示し、下書きも表示できる",
        "For whom the site is. That for looking first is kept out of search engines, says so on every page, and can show drafts").or("\"production\"");
const STRICT: Key = optional("strict", Boolean, "true：英訳がないなどの警告があるときは公開しない",
        "true: warnings, such as missing translations, forbid to publish").or("false");
const BASE_URL: Key = optional("base_url", TargetAddress, "この公開先のURL。省くとサイトのURL。サイトにURLがあるとき、確認用では必須",
        "The absolute address at which visitors find this target, by default that of the site; required for staging where the site has one");
const FOLDER: [crate::model::Choice; 1] = [TargetKind::CHOICES[TargetKind::Folder as usize]];
const ZIP: [crate::model::Choice; 1] = [TargetKind::CHOICES[TargetKind::Zip as usize]];
const WEBDAV: [crate::model::Choice; 1] = [TargetKind::CHOICES[TargetKind::Webdav as usize]];
const SERVER: [crate::model::Choice; 1] = [TargetKind::CHOICES[TargetKind::Sftp as usize]];
const BUCKET: [crate::model::Choice; 1] = [TargetKind::CHOICES[TargetKind::S3 as usize]];
const HOW: (&str, &str) = ("ファイルの置き方", "How files are put there");

const PROXY: Key = optional("proxy", ProxyAddress, "外部への通信に使うプロキシ：http://proxy.city.example.jp:8080 など。利用者名とパスワードは書かない。省くと環境変数 HTTPS_PROXY など",
        "The proxy on the way there, such as http://proxy.city.example.jp:8080, without user and password; by default that of HTTPS_PROXY and the like");

pub const PUBLISH_TO_FOLDER: Keys = keys("publish to a folder", &[
    required("kind", Choice(&FOLDER), HOW.0, HOW.1),
    required("path", Filled, "フォルダー（content のあるフォルダーからの相対パス）",
        "The folder; relative to the one that holds content"),
    STAGE,
    STRICT,
    BASE_URL,
]);

pub const PUBLISH_TO_ZIP: Keys = keys("publish to a zip file", &[
    required("kind", Choice(&ZIP), HOW.0, HOW.1),
    required("path", Filled, "書き込むzipファイル（content のあるフォルダーからの相対パス。.zip で終わる）",
        "The zip file, which ends in .zip; relative to the folder that holds content"),
    STAGE,
    STRICT,
    BASE_URL,
]);

pub const PUBLISH_TO_WEBDAV: Keys = keys("publish to WebDAV", &[
    required("kind", Choice(&WEBDAV), HOW.0, HOW.1),
    required("url", TargetAddress, "WebDAVフォルダーの https://…。パスワードは書かない",
        "https://… of a WebDAV folder, never with a password"),
    PROXY,
    STAGE,
    STRICT,
    BASE_URL,
]);

pub const PUBLISH_TO_SERVER: Keys = keys("publish to a server", &[
    required("kind", Choice(&SERVER), HOW.0, HOW.1),
    required("url", ServerAddress, "sftp://user@machine:port/path（user と port は省略可）。パスワードは書かない",
        "sftp://user@machine:port/path, of which user and port may be left out; never with a password"),
    STAGE,
    STRICT,
    BASE_URL,
]);

pub const PUBLISH_TO_BUCKET: Keys = keys("publish to a bucket", &[
    required("kind", Choice(&BUCKET), HOW.0, HOW.1),
    required("bucket", Filled, "バケットの名前",
        "The name of the bucket"),
    optional("region", Filled, "バケットのリージョン：ap-northeast-1 など",
        "The region of the bucket, such as ap-northeast-1"),
    optional("endpoint", TargetAddress, "Amazon以外のストレージのURL",
        "The address of storage that is not Amazon's"),
    optional("prefix", Filled, "バケットの中のフォルダー",
        "The folder within the bucket"),
    PROXY,
    STAGE,
    STRICT,
    BASE_URL,
]);

pub const MARKDOWN: Keys = keys("markdown", &[
    optional("raw_html", Boolean, "true：本文のHTMLをそのまま残す",
        "true: HTML in bodies is kept").or("false"),
]);

pub const DATA: Keys = keys("data", &[
    optional("bom", Boolean, "false：CSVにバイト順マークを付けない（Excelで日本語が文字化けする）",
        "false: CSV files without a byte order mark; Excel then misreads Japanese").or("true"),
]);

pub const FRAMEWORKS: Keys = keys("frameworks.toml", &[
    optional("framework", List(&Table(&FRAMEWORK)), "国の総合戦略の分野、SDGsなど",
        "A framework, such as the fields of the national strategy"),
]);

pub const FRAMEWORK: Keys = keys("framework", &[
    required("id", Id, "aligns で使うid",
        "Named by aligns"),
    required("name", Text, "名称",
        "Its name"),
    optional("item", List(&Table(&ITEM)), "項目",
        "Its items"),
]);

pub const ITEM: Keys = keys("framework item", &[
    required("id", Id, "aligns で使うid",
        "Named by aligns"),
    required("number", Count, "番号（1から）",
        "Its number, from 1"),
    required("name", Text, "名称",
        "Its name"),
]);

pub const PAGE: Keys = keys("free page", &[
    required("title", Text, "ページの名称",
        "The title of the page"),
    optional("draft", Boolean, "true：サイトに載せない（--drafts では載せる）。内容の誤りは報告される",
        "true: left out of the site, unless it is built with --drafts; its faults are reported all the same").or("false"),
    ALIASES,
]);

pub(super) const ALIASES: Key = optional("aliases", List(&Alias), "このページに案内する古いパス（.html または / で終わる）",
        "Old paths that lead here, ending in .html or /");
