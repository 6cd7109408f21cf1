"""The tests. `unit` mirrors the code, `integration` crosses layers, `functional` drives a browser,
`repository` holds the rules of the project itself."""
