"""Sentences without meaning, in both languages, as long as those that people write."""

SENTENCES = {
    "es": (
        ("La dependencia", "El comité", "La mesa técnica", "El equipo", "La unidad de datos"),
        ("publicó", "revisó", "corrigió", "abrió", "actualizó", "probó", "explicó"),
        ("el registro", "la lista de programas", "el formato", "la base de datos", "el informe"),
        (
            "de tres provincias",
            "con las organizaciones",
            "para el siguiente trimestre",
            "sin datos personales",
            "en formato abierto",
            "después de la consulta",
            "junto con su diccionario de datos",
        ),
    ),
    "en": (
        ("The agency", "The committee", "The working group", "The team", "The data unit"),
        ("published", "reviewed", "corrected", "opened", "updated", "tested", "explained"),
        ("the register", "the list of programmes", "the format", "the database", "the report"),
        (
            "of three provinces",
            "with the organisations",
            "for the coming quarter",
            "without personal data",
            "in an open format",
            "after the consultation",
            "together with its data dictionary",
        ),
    ),
}
TOPICS = (
    ("Registro de subsidios", "Register of subsidies"),
    ("Compras públicas", "Public procurement"),
    ("Calidad del agua", "Water quality"),
    ("Servicios de cuidados", "Care services"),
    ("Permisos ambientales", "Environmental permits"),
    ("Medicinas disponibles", "Available medicines"),
    ("Escuelas y su presupuesto", "Schools and their budget"),
    ("Propiedad de la tierra", "Land ownership"),
)
STEPS = (
    ("Acordar el formato", "Agree the format"),
    ("Reunir los datos", "Gather the data"),
    ("Publicar la primera versión", "Publish the first version"),
    ("Probar con personas usuarias", "Test with users"),
    ("Corregir y documentar", "Correct and document"),
    ("Capacitar a las oficinas", "Train the offices"),
    ("Actualizar cada trimestre", "Update every quarter"),
    ("Evaluar los resultados", "Assess the results"),
)


def prose(dice, language, sentences):
    """Return so many sentences in one language."""
    return " ".join(
        " ".join(dice.choice(part) for part in SENTENCES[language]) + "." for _ in range(sentences)
    )


def both(dice, name, sentences):
    """Return a field in both languages."""
    return {f"{name}_{code}": prose(dice, code, sentences) for code in ("es", "en")}


def title(dice, pairs, number):
    """Return a numbered title in both languages."""
    es, en = dice.choice(pairs)
    return {"title_es": f"{es} {number}", "title_en": f"{en} {number}"}
