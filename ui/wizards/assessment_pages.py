"""The pages of the assessment wizard: what it is about, its questions, its conclusion."""

from PySide6.QtWidgets import QButtonGroup, QLineEdit

from app.domain.assessments import QUESTIONS, SUBJECTS, VERDICTS, Answer, Form, Question, Subject, Verdict
from app.domain.citations import cite
from app.domain.retention import Basis
from app.flows.assessing import AssessFlow
from ui.context import AppContext
from ui.formatting import day
from ui.theme import Space
from ui.widgets.boxes import card, column, holder, row
from ui.widgets.choices import DropDown, RadioButton
from ui.widgets.fields import DateEdit, Field
from ui.widgets.texts import label
from ui.wizards.page import Page

LONGEST = 600


class SubjectPage(Page):
    """What an impact assessment is about."""

    def __init__(self, context: AppContext, flow: AssessFlow) -> None:
        tr = context.tr
        super().__init__(
            context,
            tr("Which handling"),
            tr("What is going to be done with personal information?"),
            tr("The law asks for an assessment before it is done. For providing it opens the gate of the hand-over."),
        )
        self._flow = flow
        self._group = QButtonGroup(self)
        self._subjects = tuple(Subject)
        for at, subject in enumerate(self._subjects):
            radio = RadioButton(context.theme, tr(SUBJECTS[subject]))
            radio.setChecked(subject is flow.state.subject)
            self._group.addButton(radio, at)
            self.body.addWidget(radio)
        self.body.setSpacing(Space.S)

    def leave(self) -> None:
        self._flow.change(subject=self._subjects[max(0, self._group.checkedId())])


class QuestionsPage(Page):
    """Each question with its article, a finding and words."""

    def __init__(self, context: AppContext, flow: AssessFlow) -> None:
        tr = context.tr
        super().__init__(
            context,
            tr("Questions"),
            tr("How does the firm stand?"),
            tr("They follow the articles that they name. What does not comply needs words: what is done about it."),
        )
        self._flow = flow
        self._answers: dict[str, tuple[DropDown[Verdict | None], QLineEdit]] = {}
        for number, question in enumerate(QUESTIONS[flow.state.form], start=1):
            self._ask(number, question)

    def _ask(self, number: int, question: Question) -> None:
        tr, context = self.context.tr, self.context
        choices: list[tuple[Verdict | None, str]] = [(None, tr("Not answered"))]
        choices += [(one, tr(VERDICTS[one])) for one in Verdict]
        verdict: DropDown[Verdict | None] = DropDown(context.theme, choices)
        verdict.setAccessibleName(tr(question.text))
        words = QLineEdit()
        words.setMaxLength(LONGEST)
        words.setPlaceholderText(tr("In words"))
        words.setAccessibleName(tr("In words") + " · " + tr(question.text))
        article = cite([Basis(question.law, question.article)], tr)
        line = holder(row(verdict, words, gap=Space.S))
        line.setFocusProxy(verdict)
        self._answers[question.name] = verdict, words
        self.add(question.name, Field(f"{number}. {tr(question.text)}", line, article))

    def enter(self) -> None:
        for name, answer in self._flow.state.answers.items():
            verdict, words = self._answers[name]
            verdict.choose(answer.verdict)
            words.setText(answer.text)

    def leave(self) -> None:
        answers = {
            name: Answer(found, words.text())
            for name, (verdict, words) in self._answers.items()
            if (found := verdict.value()) is not None
        }
        self._flow.change(answers=answers)

    def words(self, code: str) -> str:
        tr = self.context.tr
        return {
            "needs-words": tr("Say what is done about it."),
            "not-answered": tr("Choose an answer."),
        }[code]


class ConclusionPage(Page):
    """The finding as a whole, and its day."""

    def __init__(self, context: AppContext, flow: AssessFlow) -> None:
        tr = context.tr
        super().__init__(context, tr("Conclusion"), tr("What is the conclusion?"))
        self._flow = flow
        self.verb = tr("Enter it")
        self.note = tr("A form that was entered is not changed any more; a newer one is made instead.")
        self._conclusion, self._day = QLineEdit(), DateEdit()
        self._conclusion.setMaxLength(LONGEST)
        self.add("conclusion", Field(tr("Conclusion in a sentence"), self._conclusion))
        self.add("on", Field(tr("Day of completion"), self._day))

    def enter(self) -> None:
        self._conclusion.setText(self._flow.state.conclusion)
        self._day.setText(self._flow.state.on)

    def leave(self) -> None:
        self._flow.change(conclusion=self._conclusion.text(), on=self._day.text())

    def words(self, code: str) -> str:
        tr = self.context.tr
        return {
            "conclusion-missing": tr("Write the conclusion."),
            "bad-day": tr("Please write the day as 2026-11-21."),
        }[code]


class EnteredPage(Page):
    """That it is kept, and until when."""

    def __init__(self, context: AppContext, flow: AssessFlow) -> None:
        tr = context.tr
        super().__init__(context, tr("Done"), tr("The form is kept in the vault"))
        self._flow = flow
        self._text = label("", wrap=True)
        hint = tr("“Certificates” writes all forms as a report: choose “Assessments”.")
        self.body.addWidget(card(column(self._text, label(hint, None, "second", wrap=True), gap=Space.S)))

    def enter(self) -> None:
        made = self._flow.state.made
        if made is None:
            return
        tr, words = self.context.tr, self.context.catalogue
        years = tr("{number}, to be kept until {day}: three years by the law.")
        if made.form is Form.AUDIT:
            years = tr("{number}, to be kept until {day}: five years by the law.")
        self._text.setText(years.format(number=made.number, day=day(made.keep_until, words)))
