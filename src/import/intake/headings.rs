//! What headings usually mean.

/// A column of the folder's tables, and how lists call it. Compared without case, blanks and marks.
const MEANINGS: [(&str, &[&str]); 13] = [
    (
        "id",
        &[
            "id",
            "code",
            "number",
            "no",
            "competitorid",
            "competitornumber",
            "expertid",
            "编号",
            "代号",
            "号码",
            "选手编号",
            "选手号",
            "参赛号",
            "参赛编号",
            "裁判编号",
            "裁判代号",
            "代表队编号",
        ],
    ),
    (
        "skill",
        &["skill", "skillid", "event", "trade", "赛项", "项目", "竞赛项目", "参赛项目", "赛项代码", "赛项名称", "赛项编号", "执裁项目"],
    ),
    (
        "name_zh",
        &[
            "namezh",
            "chinesename",
            "姓名",
            "中文姓名",
            "姓名中文",
            "选手姓名",
            "裁判姓名",
            "队名",
            "队伍名称",
            "参赛队名称",
            "名称",
            "代表队名称",
        ],
    ),
    ("name_en", &["nameen", "englishname", "latinname", "pinyin", "英文姓名", "英文名", "英文名称", "姓名英文", "姓名拼音", "拼音"]),
    ("name", &["name", "fullname", "competitor", "expert", "judge", "选手", "裁判"]),
    (
        "delegation",
        &[
            "delegation",
            "team",
            "country",
            "region",
            "province",
            "member",
            "organisation",
            "organization",
            "代表队",
            "代表团",
            "省份",
            "省市",
            "地区",
            "单位",
            "所在单位",
            "参赛单位",
            "推荐单位",
            "工作单位",
        ],
    ),
    ("kind", &["kind", "category", "competitortype", "类别", "身份", "人员类别", "选手类别", "选手身份", "参赛类别"]),
    ("members", &["members", "teammembers", "队员", "成员", "团队成员", "参赛队员", "队员姓名"]),
    ("group", &["group", "session", "组别", "场次", "分组", "批次"]),
    ("eligible", &["eligible", "eligibleformedals", "参评", "是否参评", "是否参与排名"]),
    ("withdrawn", &["withdrawn", "退赛", "是否退赛"]),
    ("role", &["role", "function", "角色", "职务", "裁判职务", "岗位", "裁判岗位"]),
    ("panel", &["panel", "评分组", "裁判组", "小组"]),
];

/// The column a heading most likely means, among those a table has.
pub(super) fn meant(heading: &str, columns: &[&'static str]) -> Option<&'static str> {
    let words: String = heading.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    let found = MEANINGS.iter().find(|(_, names)| names.contains(&words.as_str()));
    found.map(|(column, _)| *column).filter(|column| columns.contains(column))
}
