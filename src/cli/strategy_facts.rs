//! The title and the period of a new strategy, as `new strategy` and `import strategy` are given them.

use crate::error::{Error, Request};
use crate::model::Text;
use crate::scaffold::{StrategyFacts, period};
use clap::Args;

#[derive(Debug, Args)]
pub struct StrategyFactsArguments {
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,
    #[arg(long, value_name = "TITLE", requires = "title")]
    title_en: Option<String>,
    #[arg(long, value_name = "YEARS")]
    years: Option<String>,
}

impl StrategyFactsArguments {
    /// # Errors
    ///
    /// [`Request::Years`].
    pub fn facts(&self) -> Result<StrategyFacts, Error> {
        let title = self.title.as_ref().map(|ja| Text { ja: ja.clone(), en: self.title_en.clone() });
        let parsed = |years: &String| period(years).ok_or_else(|| Request::Years { found: years.clone() });
        Ok(StrategyFacts { title, period: self.years.as_ref().map(parsed).transpose()? })
    }
}
