package main

import (
	"html"
	"regexp"
	"strings"

	"thidua/handlers"
)

var anyTag = regexp.MustCompile(`<[^>]*>`)

// plainMessage is a message without markup, its buttons in brackets.
func plainMessage(m handlers.Rehearsed) string {
	text := html.UnescapeString(anyTag.ReplaceAllString(m.Text, ""))
	for _, row := range m.Buttons {
		var labels []string
		for _, b := range row {
			labels = append(labels, "["+b.Label+"]")
		}
		text += "\n" + strings.Join(labels, " ")
	}
	return text
}
