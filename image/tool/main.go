// Command tool does what image/build and `make push` need beyond a shell.
package main

import (
	"fmt"
	"os"
	"strings"
)

var commands = map[string]func([]string) error{
	"split":      split,
	"entrypoint": entrypoint,
	"assemble":   assemble,
	"push":       push,
	"unpack":     unpack,
}

func main() {
	if len(os.Args) > 1 {
		if command, known := commands[os.Args[1]]; known {
			if err := command(os.Args[2:]); err != nil {
				fmt.Fprintln(os.Stderr, "image:", err)
				os.Exit(1)
			}
			return
		}
	}
	fmt.Fprintln(os.Stderr, strings.TrimSpace(`
usage: tool split <jar> <classes jar> <dependencies jar>
       tool entrypoint <recipe>
       tool assemble -recipe <file> -version <version> -created <time> -revision <commit> -layout <folder> -archive <file>
                     [-base <image>] [-env <name>=<value>]... <os>/<architecture>=<layer folder>:…...
       tool push <registry> <layout>...
       tool unpack <layout> <os>/<architecture> <folder>`))
	os.Exit(2)
}
