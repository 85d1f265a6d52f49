//! The Japanese words of every fault.

use super::fault::{Because, Fault, Jump, NameTrouble, NotFile, Noun, Shape};
use super::print::{Words, hundredths, list};
use super::words_toml;

/// Title, label at the place, and cure.
pub fn words(fault: &Fault) -> Words {
    match fault {
        Fault::NotUtf8 => {
            Words::new("UTF-8の文字ではありません", "ここからUTF-8として読めません").help("文字コードをUTF-8にして保存してください")
        }
        Fault::FrontMatterMissing => Words::new("冒頭の設定部がありません", "ここに「+++」の行が必要です")
            .help("ファイルを「+++」の行で始め、項目を書き、もう一度「+++」の行で閉じてください"),
        Fault::FrontMatterUnclosed => {
            Words::new("冒頭の設定部が閉じていません", "ここで始まっています").help("最後の項目の次に「+++」の行を書いてください")
        }
        Fault::FrontMatterInTranslation { original } => Words::new("翻訳のファイルに設定部は書けません", "この部分を消してください")
            .help(format!("数値などは `{original}` に一度だけ書きます")),
        Fault::TranslationWithoutOriginal { original } => {
            Words::new("翻訳に対応する日本語のファイルがありません", "").help(format!("同じ場所に `{original}` が必要です"))
        }
        Fault::TomlSyntax { message } => match words_toml::plain(message) {
            Some(plain) => Words::new(plain.ja.0, "").help(plain.ja.1),
            None => Words::new(format!("TOMLの書き方の誤り：{message}"), ""),
        },
        Fault::UnknownKey { key, nearest, known } => Words::new(format!("`{key}` という項目はありません"), "ここでは使えない項目です")
            .meant(nearest, known, perhaps, "使える項目："),
        Fault::MissingKey { key } => Words::new(format!("`{key}` がありません"), format!("この表に `{key}` が必要です")),
        Fault::ConflictingKeys { first, second } => {
            Words::new(format!("`{first}` と `{second}` は同時に書けません"), "どちらか一方にしてください")
        }
        Fault::KeyWithoutMeaning { key, because } => Words::new(format!("`{key}` はここでは意味を持ちません"), reason(*because)),
        Fault::WrongShape { expected, found } => Words::new(
            format!("{}が必要ですが、{}が書かれています", spaced(shape(*expected)), spaced(found_ja(found))),
            format!("{}が必要です", spaced(shape(*expected))),
        ),
        Fault::UnknownYear { found } => Words::new(format!("`{found}` は年として読めません"), "年が必要です")
            .help("2016、\"H28\"、\"R1\"、\"平成28年度\"、\"FY2016\" のように書いてください"),
        Fault::TooManyDigits { found } => {
            Words::new(format!("`{found}` は18桁、または小数点以下6桁を超えています"), "18桁、小数点以下6桁までです")
                .help("桁を減らすか、「万人」「億円」など大きい単位を使ってください")
        }
        Fault::Unknown { noun: Noun::Language, found, known, .. } => {
            Words::new(format!("サイトの言語を `{found}` にはできません"), "使えない並びです")
                .help(format!("{} と書いてください", known.join(" または ")))
        }
        Fault::Unknown { noun: class, found, nearest, known } => {
            Words::new(format!("{} `{found}` はありません", noun(*class)), unknown_label(*class)).meant(
                nearest,
                known,
                perhaps,
                "使えるもの：",
            )
        }
        Fault::DuplicateId { id } => Words::new(format!("`{id}` が二度定義されています"), "二つめの定義").related("一つめの定義"),
        Fault::UnexpectedFile => {
            Words::new("この場所に置けないファイルです", "").help("ファイルの役割は、pages/about.md、strategies/first/goal-1/goal.md、editions/2016/goal-1/measure-1.md のように置き場所で決まります")
        }
        Fault::MissingFile { path } => Words::new(format!("`{path}` がありません"), "").help("このフォルダーに必要なファイルです"),
        Fault::IndicatorNotInEdition { id, year } => {
            Words::new(format!("`{id}` は{year}年度の版の指標ではありません"), "`from` から `until` までの外の実績です")
                .related("定義はここ")
        }
        Fault::MeasureNotInEdition { number, year } => {
            Words::new(format!("施策({number})は{year}年度の版の施策ではありません"), "`from` から `until` までの外の報告です")
                .related("定義はここ")
        }
        Fault::MeasureWithoutReport { measure } => {
            Words::new(format!("`{measure}` の実施状況がありません"), "").help("版のフォルダーに同じ名前のファイルを置いてください")
        }
        Fault::IndicatorWithoutResult { id } => Words::new(format!("`{id}` の実績がありません"), "")
            .help("[results] に書いてください。値がない年は { status = \"no-survey\" } のように理由を書きます")
            .related("定義はここ"),
        Fault::PeriodReversed { first, last } => {
            Words::new(format!("期間の終わり（{last}）が始まり（{first}）より前です"), "最初と最後の年度")
        }
        Fault::EditionOutsidePeriod { year, first, last } => {
            Words::new(format!("{year}年度の版は戦略の期間（{first}～{last}年度）の外です"), "この戦略")
                .help("フォルダー名の年度か、strategy.md の period を直してください")
        }
        Fault::StrategyWithoutPeriod { strategy } => {
            Words::new(format!("戦略 `{strategy}` に期間がないのに、版が報告しています"), "ここで報告しています")
                .help("その strategy.md に period = [最初の年度, 最後の年度] を書いてください")
        }
        Fault::SuccessionLoop { strategy } => {
            Words::new(format!("`{strategy}` が自分自身の次の戦略になっています"), "`succeeds` がここへ戻ってきます")
        }
        Fault::PublisherCode { found, expected } => {
            let words = Words::new(format!("`{found}` は全国地方公共団体コードではありません"), "6桁で、最後の桁は検査数字です");
            match expected {
                Some(code) => words.help(format!("検査数字を合わせると `{code}` です")),
                None => words,
            }
        }
        Fault::GradeWithoutReason => Words::new("手で付けた評価には理由が必要です", "理由がありません")
            .help("grade_reason = { ja = \"…\", en = \"…\" } を書いてください"),
        Fault::MissingTranslation => Words::new("英語がありません", "日本語だけです")
            .help("en = \"…\" を書いてください。それまで英語のページには日本語のまま表示します"),
        Fault::MissingTranslatedBody { path } => Words::new("本文の英訳がありません", "").help(format!("`{path}` を書いてください")),
        Fault::ListLength { original, translation } => {
            Words::new(format!("箇条書きの数が日本語（{original}）と英訳（{translation}）で違います"), "この箇条書き")
                .related("日本語の箇条書き")
        }
        Fault::LeftoverEmphasis => Words::new("`**` が太字になっていません", "記号のまま残ります")
            .help("かぎ括弧を外側に出して「**…**」とするか、前後に空白を入れてください"),
        Fault::BrokenLink { target, nearest } => Words::new(format!("リンク先のファイルがありません：`{target}`"), "ファイルがありません")
            .maybe_help(nearest.as_deref().map(perhaps)),
        Fault::BrokenAnchor { anchor, nearest } => Words::new(format!("リンク先のページに `#{anchor}` がありません"), "見出しがありません")
            .maybe_help(nearest.as_ref().map(|name| perhaps(&format!("#{name}")))),
        Fault::AliasTaken { path } => {
            Words::new(format!("`{path}` はすでに使われています"), "そこには別のページがあります").help("別のパスにするか、消してください")
        }
        Fault::LowContrast { scheme, first, second, ratio, least } => Words::new(
            format!("{scheme}：`{second}` の上の `{first}` のコントラスト比は {} で、{} に足りません", hundredths(*ratio), hundredths(*least)),
            "この色",
        )
        .help(format!("`{first}` を濃く、または薄くしてください。文字は4.5:1以上、図は3:1以上が必要です")),
        Fault::PhotoUnusable { path, reason } => {
            Words::new(format!("写真 `{path}` を使えません：{reason}"), "このファイル").help("JPEG、PNG、WebPのいずれかで、縦横2万画素以内にして保存し直してください")
        }
        Fault::PhotoWithoutFile => Words::new("写真のファイルがないので、説明だけを表示します", "`file` がありません"),
        Fault::Template { message } => Words::new(format!("テンプレートの誤り：{message}"), ""),
        Fault::MilestoneStep { found, known } => {
            Words::new(format!("`{found}` はこの指標の段階にありません"), "見つかりません").help(format!("段階：{}", list(known)))
        }
        Fault::RangeReversed => Words::new("範囲の下限が上限より大きくなっています", "`min` が `max` より大きい"),
        Fault::SectionNotListed { name } => Words::new(format!("`{name}.md` が `sections` にありません"), "この並びにありません")
            .help("置きたい位置に書いてください。書くまでは最後に表示します"),
        Fault::LinkLeavesFolder => {
            Words::new("フォルダーの外へ出るシンボリックリンクです", "").help("必要な場所にファイルを写してください")
        }
        Fault::NotAFile { found } => not_a_file(*found),
        Fault::TooLarge { megabytes } => Words::new(format!("ファイルが {megabytes} MB を超えています"), "")
            .help("余計なものが入っていないか確かめてください。本当に一つの文章であれば、分けてください"),
        Fault::TooDeep { most } => Words::new(format!("箇条書きや引用などの入れ子が{most}段を超えています"), "ここから深すぎます")
            .help("入れ子を減らしてください"),
        Fault::UnusableName { why } | Fault::UnportableName { why } => name(why),
        Fault::EmptyText { key } => Words::new(format!("`{key}` の文字が空です"), "何も書かれていません").help(match key.as_str() {
            "en" => "英語を書いてください。それまで英語のページには日本語のまま表示します",
            _ => "文字を書いてください。省略できる項目であれば、項目ごと消してください",
        }),
        Fault::RevisionWithoutReason => Words::new("見直しの理由がありません", "`reason` がありません")
            .help("reason = { ja = \"…\", en = \"…\" } を書いてください。指標のページに表示します"),
        Fault::TranslationOlder => Words::new("英訳のあとで日本語の本文が変わっています", "以前の日本語を訳したものです")
            .help("英訳を直してから、`torikumi check --accept-translations` を実行してください")
            .related("今の日本語"),
        Fault::PhotoUnused => Words::new("どこにも使われていない画像です", "")
            .help("[[photo]] の file に書くか、不要であれば `content` から取り除いてください。このままでは公開されません"),
        Fault::BrokenSeal { file, japanese, .. } => Words::new(format!("封印した `{file}` が壊れています：{japanese}"), "")
            .help("控えか公開中のサイトから元のファイルを戻してください。自動では直しません")
            .related("封印の記録はここ"),
        Fault::SealDiffers { field, sealed, now } => {
            let value = |text: &String| if text.is_empty() { "なし".to_owned() } else { format!("`{text}`") };
            let title = format!("`{field}`：封印した版では {}、原稿では {} です", value(sealed), value(now));
            Words::new(title, "").help("封印した版は変わりません。公開内容を改めるときは `archive --revision` で封印し直してください")
        }
        Fault::DeadLink { target, more } => {
            let cause = match target.contains('#') {
                true => "テーマのテンプレートの誤りか、本文のリンクがもう一方の言語の見出しを指していると考えられます",
                false => "テーマのテンプレートの誤りと考えられます",
            };
            let others = if *more == 0 { String::new() } else { format!("。ほかに{more}ページに同じリンクがあります") };
            Words::new(format!("このページに、行き先のないリンクがあります：`{target}`"), "").help(format!("{cause}{others}"))
        }
        Fault::ValueDiffers { id, year, calendar, here, there, edition } => {
            let year = if *calendar { format!("{year}年") } else { format!("{year}年度") };
            Words::new(format!("`{id}` の{year}の値が、ここでは {here}、{edition}年度の版では {there} です"), "値が違います")
                .help("誤っているほうを直してください。数値そのものが訂正されたときは、版に restated で書きます")
                .related("以前の値")
        }
        Fault::SuspiciousJump { id, before, now, unit, jump } => {
            let label = match jump {
                Jump::Up => "前の値の10倍以上です",
                Jump::Down => "前の値の10分の1以下です",
            };
            let unit = unit.as_ref().map(|unit| format!("（`{unit}`）")).unwrap_or_default();
            Words::new(format!("`{id}` の値が {before} から {now} に変わっています"), label)
                .help(format!("単位{unit}に合っていますか。正しい値であれば、note に理由を書くと、この警告は出なくなります"))
                .related("前の値")
        }
        Fault::ResultDiffers { id, here, there } => {
            Words::new(format!("`{id}` の実績は、この表では {here}、版では {there} です"), "")
                .help("どちらが正しいか確かめてください。表の値に書き換えるときは --accept を付けます")
                .related("版の値")
        }
        Fault::ResultTwice { id, here, there } => {
            Words::new(format!("`{id}` の実績が二つあり、ここでは {here}、先の行では {there} です"), "")
                .help("正しいほうだけを残してください")
                .related("先の行")
        }
        Fault::UnitDiffers { id, found, unit } => {
            let unit = unit.as_ref().map_or("ありません".to_owned(), |unit| format!("`{unit}` です"));
            Words::new(format!("単位が `{found}` ですが、`{id}` の単位は{unit}"), "").help("指標の単位に換算して書き直してください")
        }
        Fault::NumberAsText { found, read } => Words::new(format!("数値が文字として入っています：`{found}`"), "")
            .help(format!("数値として入れ直してください。--accept を付けると {read} として読みます")),
        Fault::NumberAsDate { found, read } => Words::new(format!("数値ではなく日付が入っています：`{found}`"), "")
            .help(format!("セルの表示形式を数値にして、値を確かめてください。--accept を付けると {read} として読みます")),
        Fault::OtherEdition { found, edition } => {
            Words::new(format!("{found}年度の表ですが、取り込み先は{edition}年度の版です"), "")
                .help(format!("{found}年度の版に取り込むときは --edition {found} を付けてください"))
        }
        Fault::AmbiguousName { found, ids } => {
            Words::new(format!("`{found}` という名称の指標が複数あります"), "").help(format!("IDの列で区別してください：{}", list(ids)))
        }
        Fault::NoColumns { wanted } => Words::new("見出しの行が見つかりません", "").help(format!("必要な見出し：{}", wanted.join("、"))),
    }
}

fn reason(because: Because) -> &'static str {
    match because {
        Because::MilestonesHaveSteps => "段階で表す指標（milestone）には使いません",
        Because::OnlyMilestonesHaveSteps => "段階を持つのは段階で表す指標（milestone）だけです",
        Because::SucceedsNone => "前の戦略（succeeds）がないので、示す相手がありません",
    }
}

fn perhaps(name: &str) -> String {
    format!("もしかして `{name}` ですか")
}

/// A space between Latin letters and the kana that follow.
fn spaced(text: &str) -> String {
    if text.ends_with(|last: char| last.is_ascii()) { format!("{text} ") } else { text.to_owned() }
}

/// What is said at an unknown name: of what the strategy defines, that it does not.
fn unknown_label(class: Noun) -> &'static str {
    match class {
        Noun::Goal | Noun::Measure | Noun::Policy | Noun::Indicator => "戦略にありません",
        _ => "見つかりません",
    }
}

fn noun(noun: Noun) -> &'static str {
    match noun {
        Noun::Unit => "単位",
        Noun::Status => "状態",
        Noun::Kind => "種類",
        Noun::Direction => "望ましい向き",
        Noun::Role => "役割",
        Noun::Bound => "以上・以下などの区別",
        Noun::Certainty => "確定の度合い",
        Noun::Grade => "評価",
        Noun::Strategy => "戦略",
        Noun::Goal => "基本目標",
        Noun::Measure => "施策",
        Noun::Policy => "取組方針",
        Noun::Indicator => "指標",
        Noun::Section => "節",
        Noun::Framework => "枠組み",
        Noun::FrameworkItem => "枠組みの項目",
        Noun::Step => "段階",
        Noun::Language => "言語の並び",
        Noun::Licence => "利用条件",
        Noun::Theme => "テーマ",
        Noun::Notation => "数の書き方",
        Noun::Depth => "比較の深さ",
        Noun::NextStep => "今後の方針",
        Noun::Reviewer => "評価者",
        Noun::Figure => "評価に使う数値",
        Noun::Tone => "色調",
        Noun::Rounding => "端数処理",
        Noun::Condition => "条件",
        Noun::Comparison => "比べ方",
        Noun::ScheduleBasis => "年度目標の基準",
        Noun::Preset => "評価の規則",
        Noun::TargetKind => "公開先の種類",
        Noun::TargetStage => "公開先の段階",
    }
}

fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::Text => "引用符で囲んだ文字",
        Shape::BilingualText => "{ ja = \"…\", en = \"…\" }",
        Shape::Number => "数値",
        Shape::Integer => "整数",
        Shape::Percentage => "1,000,000以下の百分率",
        Shape::Boolean => "true か false",
        Shape::Year => "年",
        Shape::Date => "2017-10-10 のような日付",
        Shape::MonthOrDay => "\"2017-09\" か \"2017-09-29\" のような年月（日）",
        Shape::List => "[ ] の並び",
        Shape::Table => "{ } の表",
        Shape::Period => "[2015, 2019] のような期間",
        Shape::Observation => "{ year = …, value = … } または { year = …, status = \"…\" }",
        Shape::Target => "{ year = …, value = … } または { year = …, min = …, max = … }",
        Shape::Measure => "\"goal-4/measure-2\" のような施策",
        Shape::Id => "英小文字・数字・ハイフンの名前",
        Shape::IndicatorId => "`index`（指標の一覧ページの名前）以外の名前",
        Shape::StepId => "引用符で囲んだ段階の名前",
        Shape::UnitName => "単位の名前、または { ja = \"…\", one = \"…\", other = \"…\" }",
        Shape::TextOrTable => "引用符で囲んだ名前、または { } の表",
        Shape::Alias => "\"plan/old.html\" のような以前のパス",
        Shape::Colour => "\"#165e83\" のような色",
        Shape::Address => "https://www.city.example.jp/report のようなアドレス",
        Shape::SftpAddress => "sftp://user@www.city.example.jp/srv/www のようなアドレス（パスワードは書きません）",
    }
}

/// The parser's names of types, in Japanese; what is not such a name is kept.
fn found_ja(found: &str) -> &str {
    match found {
        "``" => "空の文字",
        "string" => "文字",
        "integer" => "整数",
        "float" => "小数",
        "boolean" => "真偽値",
        "datetime" => "日付",
        "array" => "並び",
        "table" => "表",
        other => other,
    }
}

fn not_a_file(found: NotFile) -> Words {
    match found {
        NotFile::Folder => {
            Words::new("ファイルの名前がフォルダーに付いています", "").help("フォルダーの名前を変えるか、代わりにファイルを置いてください")
        }
        NotFile::LinkToFolder => {
            Words::new("フォルダーへのシンボリックリンクは使えません", "").help("必要な場所にフォルダーを写してください")
        }
        NotFile::Device => {
            Words::new("ファイルでもフォルダーでもありません", "").help("取り除いてください。パイプ、ソケット、デバイスは読み込みません")
        }
    }
}

fn name(why: &NameTrouble) -> Words {
    match why {
        NameTrouble::NotUtf8 => Words::new("名前が UTF-8 ではありません", "").help("名前を変えてください"),
        NameTrouble::Invisible => Words::new("名前に目に見えない文字が入っています", "").help("名前を入力し直してください"),
        NameTrouble::Twice => {
            Words::new("同じ名前が、文字の合成のしかただけを変えて二つあります", "").help("片方を消すか、名前を変えてください")
        }
        NameTrouble::Windows => Words::new("Windows では使えない名前です", "")
            .help("名前を変えてください。`< > : \" | ? * \\` と末尾の点や空白、`con` や `aux` などの装置の名前は使えません"),
        NameTrouble::Case { other } => Words::new(format!("`{other}` と大文字・小文字しか違いません"), "")
            .help("片方の名前を変えてください。Windows と macOS では同じ名前とみなされます"),
    }
}
