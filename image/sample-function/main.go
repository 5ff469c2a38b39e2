// Command sample-function is a function that answers each request 200 with what it got, and prints one line about it:
// method, path, and the headers that make it an event.
//
//	PORT         where it listens (8080)
//	START_DELAY  how long its start takes, such as 3s (0s): it refuses connections until then
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/signal"
	"sort"
	"strings"
	"syscall"
	"time"
)

const largestBody = 16 << 20

func main() {
	delay, err := time.ParseDuration(variable("START_DELAY", "0s"))
	if err != nil {
		fmt.Fprintf(os.Stderr, "START_DELAY: %q is not a duration; write it like 3s (default 0s)\n", os.Getenv("START_DELAY"))
		os.Exit(2)
	}
	stopped, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	select {
	case <-stopped.Done():
		return
	case <-time.After(delay):
	}
	server := &http.Server{Addr: ":" + variable("PORT", "8080"), Handler: http.HandlerFunc(echo)}
	go func() {
		<-stopped.Done()
		// what is in flight gets its response
		deadline, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		_ = server.Shutdown(deadline)
	}()
	fmt.Println("listening on", server.Addr)
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func variable(name, otherwise string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return otherwise
}

func echo(response http.ResponseWriter, request *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(response, request.Body, largestBody))
	if err != nil {
		http.Error(response, err.Error(), http.StatusBadRequest)
		return
	}
	fmt.Println(line(request))
	if content := request.Header.Get("Content-Type"); content != "" {
		response.Header().Set("Content-Type", content)
	}
	_, _ = response.Write(body)
}

// line is such as: POST / Ce-Id=7 Ce-Type=order.created X-Event-Attempt=1
func line(request *http.Request) string {
	words := []string{request.Method, request.URL.RequestURI()}
	var names []string
	for name := range request.Header {
		if strings.HasPrefix(name, "Ce-") || strings.HasPrefix(name, "X-Event-") {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	for _, name := range names {
		words = append(words, name+"="+request.Header.Get(name))
	}
	return strings.Join(words, " ")
}
