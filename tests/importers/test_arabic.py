"""Arabic: heads with numbers in words and digits, paragraphs and items."""

from __future__ import annotations

from pathlib import Path

from clausecmp.importers.imported import import_file

TEXT = """اتفاقية حماية المرافئ

الديباجة

إن الدول الأطراف في هذه الاتفاقية،

إذ تضع في اعتبارها أهمية المرافئ،

قد اتفقت على ما يلي:

الفصل الأول
أحكام عامة

المادة ١
المصطلحات

لأغراض هذه الاتفاقية:

(أ) يقصد بتعبير "المرفأ" مكان ترسو فيه السفن؛

(ب) يقصد بتعبير "السفينة" مركب يسير في الماء.

المادة الثانية
الالتزامات

١ - تتخذ كل دولة التدابير اللازمة وفقا للمادة ١.

٢ - يجوز للدولة أن تطلب المساعدة خلال ٣٠ يوما.

المادة 3
التسوية

تسوى المنازعات عن طريق التفاوض.
"""


def test_an_arabic_treaty(tmp_path: Path) -> None:
    path = tmp_path / "harbours.txt"
    path.write_text(TEXT, encoding="utf-8")
    draft = import_file(path, instrument="harbours", version="1").draft
    assert draft.language == "ar" and draft.title == "اتفاقية حماية المرافئ"
    refs = ["preamble", "preamble(1)", "1", "1(a)", "1(b)", "2(1)", "2(2)", "3"]
    assert [clause.ref for clause in draft.units()][1:] == refs
    assert (
        draft.by_ref["2"].heading == "الالتزامات"
        and draft.by_ref["chapter 1"].heading == "أحكام عامة"
    )
