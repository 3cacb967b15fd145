//! What a competition from scratch begins with: one skill, two aspects, no people. It has no errors.

use toml_edit::{DocumentMut, InlineTable, value};

use super::{path::COMPETITION, store::Draft};
use crate::{competition::Text, server::error::ApiError};

const RULES: &str = "title = { zh = \"新赛项\", en = \"New skill\" }

[judgement]
experts = 3
max_spread = 1
";

const SCHEME: &str =
    "criterion,criterion_name,criterion_name_en,sub_criterion,sub_criterion_name,sub_criterion_name_en,day,aspect,type,max_mark,\
name,name_en,calculation,score_0,score_1,score_2,score_3
A,第一部分,First part,A1,第一单元,First unit,1,A1.M1,M,60,测量项,A measurement,,,,,
A,第一部分,First part,A1,第一单元,First unit,1,A1.J1,J,40,评价项,A judgement,,不及行业标准,达到行业标准,优于行业标准,卓越
";

pub fn fill(draft: &Draft, title: &Text) -> Result<(), ApiError> {
    let mut about = DocumentMut::new();
    about["id"] = value(draft.name.as_str());
    let both: InlineTable = [("zh", title.zh.as_str()), ("en", title.en.as_str())].into_iter().collect();
    about["title"] = value(both);
    let files = [
        (COMPETITION, about.to_string()),
        ("delegations.csv", "id,name_zh,name_en\n".to_owned()),
        ("competitors.csv", "id,skill,name_zh,name_en,delegation\n".to_owned()),
        ("experts.csv", "id,skill,name_zh,name_en,delegation,role,panel\n".to_owned()),
        ("skills/skill-1/skill.toml", RULES.to_owned()),
        ("skills/skill-1/scheme.csv", SCHEME.to_owned()),
    ];
    files.iter().try_for_each(|(path, text)| draft.fill(&path.parse()?, text.as_bytes()))
}
