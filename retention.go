package main

import (
	"context"
	"fmt"

	"thidua/handlers"
)

// retention lists the people without a role and when the term of the config
// would erase them. It is a dry run: the bot erases, day by day, while it runs.
func retention(_ context.Context, e *env, args []string) error {
	f := e.flags("retention")
	config := f.String("config", "", "config `file`")
	dir := f.String("data", "", "data `directory` of the stopped bot")
	if err := parse(f, args, "config", "data"); err != nil {
		return err
	}
	c, err := load(e, *config)
	if err != nil {
		return err
	}
	months := c.Bot.Retention.Months
	if months == 0 {
		fmt.Fprintln(e.out, "no term is set: [bot.retention] months is 0; nobody is erased unless they ask")
		return nil
	}
	db, err := open(*dir)
	if err != nil {
		return err
	}
	defer db.Close()
	list, err := handlers.Retention(db, now(), months)
	if err != nil {
		return err
	}
	for _, l := range list {
		state := "later"
		if !l.Erased.After(now()) {
			state = "due"
		}
		fmt.Fprintf(e.out, "%s\t%s\twithout a role since %s\t%s, %s\n",
			l.Erased.Format("2006-01-02"), state, l.Since.Format("2006-01-02"), l.Person.Name, l.Person.Position)
	}
	fmt.Fprintf(e.out, "%d people without a role; the term is %d months\n", len(list), months)
	return nil
}
