package handlers

// Routes is the table of commands, for the test of who may start what.
var Routes = routes
