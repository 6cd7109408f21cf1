"""The unit of measure: one page as Django builds it without anything of ours.

Five queries for 151 rows and a template of 32 KB, without middleware. Its tables are its own, so that
it costs the same whatever becomes of the site.
"""

from pathlib import Path

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, models
from django.http import HttpResponse
from django.template import Context, Engine

ENGINE = Engine(dirs=[Path(__file__).parent / "templates"])
SENTENCE = "The working group published the register of three provinces in an open format. "


class Author(models.Model):
    name = models.CharField(max_length=100)
    place = models.CharField(max_length=100)

    class Meta:
        app_label = "benchmarks"

    def __str__(self):
        return self.name


class Article(models.Model):
    author = models.ForeignKey(Author, on_delete=models.CASCADE)
    title = models.CharField(max_length=200)
    text = models.TextField()
    day = models.DateField()

    class Meta:
        app_label = "benchmarks"

    def __str__(self):
        return self.title


class Section(models.Model):
    article = models.ForeignKey(Article, on_delete=models.CASCADE)
    title = models.CharField(max_length=200)
    text = models.TextField()
    day = models.DateField()

    class Meta:
        app_label = "benchmarks"

    def __str__(self):
        return self.title


class Comment(models.Model):
    article = models.ForeignKey(Article, on_delete=models.CASCADE)
    author = models.ForeignKey(Author, on_delete=models.CASCADE)
    text = models.TextField()
    day = models.DateField()

    class Meta:
        app_label = "benchmarks"

    def __str__(self):
        return self.text


class Bare(WSGIHandler):
    """A Django application with one view and no middleware."""

    def load_middleware(self, is_async=False):
        pass

    def get_response(self, request):
        return page(request)


def page(request):
    """Show one article with its sections, its comments and the newest titles."""
    article = Article.objects.select_related("author").get(pk=1)
    comments = article.comment_set.select_related("author").order_by("-day", "pk")[:50]
    context = {
        "article": article,
        "sections": article.section_set.order_by("pk")[:50],
        "comments": comments,
        "comments_in_all": article.comment_set.count(),
        "newest": Article.objects.order_by("-day", "pk")[:50],
    }
    return HttpResponse(ENGINE.get_template("reference.html").render(Context(context)))


def create():
    """Create the tables and fill them."""
    import datetime as dt

    with connection.schema_editor() as editor:
        for model in (Author, Article, Section, Comment):
            editor.create_model(model)
    day = dt.date(2026, 1, 1)
    authors = Author.objects.bulk_create(
        Author(name=f"Author {number}", place=f"Town {number}") for number in range(20)
    )
    articles = Article.objects.bulk_create(
        Article(author=authors[0], title=f"Article {number}", text=SENTENCE * 4, day=day)
        for number in range(200)
    )
    Section.objects.bulk_create(
        Section(article=articles[0], title=f"Section {number}", text=SENTENCE * 3, day=day)
        for number in range(50)
    )
    Comment.objects.bulk_create(
        Comment(article=articles[0], author=authors[number % 20], text=SENTENCE * 2, day=day)
        for number in range(80)
    )
