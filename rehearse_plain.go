package main

import (
	"html"
	"regexp"
	"strings"

	"thidua/handlers"
)

var anyTag = regexp.MustCompile(`<[^>]*>`)

// plainText is a sentence without markup.
func plainText(s string) string { return html.UnescapeString(anyTag.ReplaceAllString(s, "")) }

// plainMessage is a message without markup, its buttons in brackets.
func plainMessage(m handlers.Rehearsed) string {
	text := plainText(m.Text)
	for _, row := range m.Buttons {
		var labels []string
		for _, b := range row {
			labels = append(labels, "["+b.Label+"]")
		}
		text += "\n" + strings.Join(labels, " ")
	}
	return text
}
