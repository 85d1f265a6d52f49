//! What `init --empty` has to know: from its options, else from the person at the terminal.

use crate::error::{Error, Request};
use crate::message::{Message, Messages};
use crate::model::{Period, Text};
use crate::scaffold::{NewCity, period};
use clap::Args;
use std::io::{BufRead, Write};

#[derive(Debug, Args)]
pub struct CityArguments {
    #[arg(long, value_name = "NAME", requires = "empty")]
    name: Option<String>,
    #[arg(long, value_name = "NAME", requires = "empty")]
    name_en: Option<String>,
    #[arg(long, value_name = "CODE", requires = "empty")]
    code: Option<String>,
    #[arg(long, value_name = "TITLE", requires = "empty")]
    plan: Option<String>,
    #[arg(long, value_name = "TITLE", requires = "empty")]
    plan_en: Option<String>,
    #[arg(long, value_name = "YEARS", requires = "empty")]
    years: Option<String>,
    #[arg(long, value_name = "ID", requires = "empty", default_value = "first")]
    strategy: String,
}

/// A person who is asked.
pub struct AskedPerson<'a> {
    pub input: &'a mut dyn BufRead,
    pub output: &'a mut dyn Write,
    pub messages: Messages,
}

impl CityArguments {
    /// What was given, and answers to the rest where somebody can be asked.
    ///
    /// # Errors
    ///
    /// [`Request::SiteFacts`] for what is not known; [`Request::Years`].
    pub fn city(&self, asked: Option<AskedPerson<'_>>) -> Result<NewCity, Error> {
        let given = |text: &Option<String>| text.as_ref().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let years = given(&self.years);
        let period = years.as_ref().map(|years| period(years).ok_or_else(|| Request::Years { found: years.clone() })).transpose()?;
        let mut facts = GivenFacts {
            name: given(&self.name),
            name_en: given(&self.name_en),
            code: given(&self.code),
            plan: given(&self.plan),
            plan_en: given(&self.plan_en),
            period,
        };
        if let Some(mut asked) = asked.filter(|_| facts.name.is_none() || facts.plan.is_none() || facts.period.is_none()) {
            facts.ask(&mut asked);
        }
        let missing = facts.missing();
        let GivenFacts { name: Some(name), plan: Some(plan), period: Some(period), name_en, plan_en, code } = facts else {
            return Err(Request::SiteFacts { missing }.into());
        };
        let strategy = self.strategy.clone();
        Ok(NewCity { name: Text { ja: name, en: name_en }, code, plan: Text { ja: plan, en: plan_en }, period, strategy })
    }
}

/// What is known so far.
struct GivenFacts {
    name: Option<String>,
    name_en: Option<String>,
    code: Option<String>,
    plan: Option<String>,
    plan_en: Option<String>,
    period: Option<Period>,
}

impl GivenFacts {
    fn ask(&mut self, asked: &mut AskedPerson<'_>) {
        self.name = self.name.take().or_else(|| asked.required("ask-name"));
        self.name_en = self.name_en.take().or_else(|| asked.answer("ask-name-en"));
        self.code = self.code.take().or_else(|| asked.answer("ask-code"));
        self.plan = self.plan.take().or_else(|| asked.required("ask-plan"));
        self.plan_en = self.plan_en.take().or_else(|| asked.answer("ask-plan-en"));
        while self.period.is_none() {
            let Some(years) = asked.required("ask-years") else { return };
            self.period = period(&years);
        }
    }

    /// The options that would say what is not known.
    fn missing(&self) -> Vec<String> {
        let known = [("--name", self.name.is_some()), ("--plan", self.plan.is_some()), ("--years", self.period.is_some())];
        known.into_iter().filter(|(_, is_known)| !is_known).map(|(option, _)| option.to_owned()).collect()
    }
}

impl AskedPerson<'_> {
    /// An answer in one line; `None` for an empty one, and where nobody answers any more.
    fn answer(&mut self, question: &str) -> Option<String> {
        self.line(question).filter(|line| !line.is_empty())
    }

    /// As [`AskedPerson::answer`], asked until there is one.
    fn required(&mut self, question: &str) -> Option<String> {
        std::iter::from_fn(|| self.line(question)).find(|line| !line.is_empty())
    }

    /// The line that is typed; `None` at the end of the input.
    fn line(&mut self, question: &str) -> Option<String> {
        write!(self.output, "{} ", self.messages.text(&Message::new(&format!("init.{question}"))))
            .and_then(|()| self.output.flush())
            .ok()?;
        let mut line = String::new();
        match self.input.read_line(&mut line) {
            Ok(read) if read > 0 => Some(line.trim().to_owned()),
            Ok(_) | Err(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    const NOTHING: CityArguments =
        CityArguments { name: None, name_en: None, code: None, plan: None, plan_en: None, years: None, strategy: String::new() };

    fn answered(input: &str) -> Result<NewCity, Error> {
        let asked = AskedPerson { input: &mut input.as_bytes(), output: &mut Vec::new(), messages: Messages::of(Language::Ja) };
        NOTHING.city(Some(asked))
    }

    #[test]
    fn what_is_required_is_asked_again_and_the_rest_may_be_empty() {
        let city = answered("\n桜瀬市\n\n\n総合戦略\nStrategy\nR6-R2\nR2-R6\n").unwrap();
        assert_eq!((city.name.ja.as_str(), city.name.en, city.code), ("桜瀬市", None, None));
        assert_eq!((city.plan.en.as_deref(), city.period), (Some("Strategy"), Period { first: 2020, last: 2024 }));
    }

    #[test]
    fn what_nobody_answers_is_named_by_its_options() {
        let missing = |error: Error| match error {
            Error::Request(Request::SiteFacts { missing }) => missing,
            error => panic!("{error}"),
        };
        assert_eq!(missing(answered("桜瀬市\n").unwrap_err()), ["--plan", "--years"]);
        assert_eq!(missing(NOTHING.city(None).unwrap_err()), ["--name", "--plan", "--years"]);
    }
}
