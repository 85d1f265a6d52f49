//! What can be typed into the cells of a form: what an import reads is never refused.

use super::rows::step_names;
use super::{CHOICES, STATUS, VALUE, YEAR};
use crate::model::Indicator;
use crate::sheet::read::choices;
use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, DataValidationRule, Formula, Worksheet, XlsxError};

/// What can be typed into the cells of a row; the steps of a milestone stand in the hidden sheet, in the same row.
pub fn write(sheet: &mut Worksheet, choices_sheet: &mut Worksheet, row: u32, indicator: &Indicator) -> Result<(), XlsxError> {
    let value = match indicator.steps.as_slice() {
        [] => number_rule()?,
        steps => {
            for (column, name) in (0..).zip(step_names(indicator)) {
                choices_sheet.write_string(row, column, name)?;
            }
            let last = rust_xlsxwriter::utility::column_number_to_name(u16::try_from(steps.len() - 1).unwrap_or(0));
            let list = Formula::new(format!("={CHOICES}!$A${0}:${last}${0}", row + 1));
            warned(
                DataValidation::new().allow_list_formula(list),
                "段階を一覧から選んでください。一覧にない言葉は、取り込むときに確認をお願いします。",
            )?
        }
    };
    sheet.add_data_validation(row, VALUE, row, VALUE, &value)?;
    let year = DataValidation::new().allow_any_value().set_input_message("R4、令和4年度、2022のどの書き方でもかまいません。")?;
    sheet.add_data_validation(row, YEAR, row, YEAR, &year)?;
    let words: Vec<&str> = choices().collect();
    let status = told(DataValidation::new().allow_list_strings(&words)?, "状況を一覧から選んでください。")?;
    sheet.add_data_validation(row, STATUS, row, STATUS, &status)?;
    Ok(())
}

fn number_rule() -> Result<DataValidation, XlsxError> {
    const MOST: f64 = 1e18;
    let numbers = DataValidation::new().allow_decimal_number(DataValidationRule::Between(-MOST, MOST));
    warned(
        numbers,
        "数値ではありません。「121人」「約398」「△152」などはそのまま読み取ります。文や二つの値は、取り込むときに確認をお願いします。",
    )
}

/// A rule that is explained in Japanese where it is broken.
pub fn told(rule: DataValidation, message: &str) -> Result<DataValidation, XlsxError> {
    let rule = rule.set_error_title("入力を確かめてください")?.set_error_message(message)?;
    Ok(rule.set_error_style(DataValidationErrorStyle::Stop))
}

/// The same of a cell that takes something else as well, for whoever wants it: an import reads figures as people write them.
fn warned(rule: DataValidation, message: &str) -> Result<DataValidation, XlsxError> {
    Ok(told(rule, message)?.set_error_style(DataValidationErrorStyle::Warning))
}
