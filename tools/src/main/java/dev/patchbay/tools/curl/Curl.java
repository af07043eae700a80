package dev.patchbay.tools.curl;

import dev.patchbay.core.Command;
import dev.patchbay.core.Exit;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.text.Args;
import dev.patchbay.tools.http.HttpDate;
import dev.patchbay.tools.http.Url;
import dev.patchbay.tools.iproute.HelpText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `curl [OPTIONS] URL…`.
public final class Curl implements Command {
  private static final long SECOND = 1_000_000_000;

  /// Answers after which it is worth to try again.
  private static final Set<Integer> TRANSIENT = Set.of(408, 429, 500, 502, 503, 504);

  @Override
  public int run(Process process, Args args) throws FileException {
    List<String> words = args.rest();
    Options options = new Options(process);
    String[] help = new String[1];
    new OptionReader(
            words,
            new OptionReader.Taker() {
              @Override
              public void option(String written, String name, @Nullable String value, boolean on) {
                if (name.equals("help")) {
                  help[0] = value == null ? "" : value;
                } else if (name.equals("config") && value != null) {
                  new ConfigFile(value, this, new Voice(process, options)).read(process, written);
                } else {
                  options.take(written, name, value, on);
                }
              }

              @Override
              public void address(String word) {
                options.addresses.add(word);
              }
            })
        .read();
    if (options.has("version")) {
      process.out().print(HelpText.text(Curl.class, "version"));
      return 0;
    }
    if (help[0] != null) {
      process.out().print(HelpText.text(Curl.class, help[0].equals("all") ? "all" : "curl"));
      return 0;
    }
    return new Run(process, options).run();
  }

  /// What is said of what is not HTTP.
  static Failure unsupported(String scheme) {
    return new Failure(
        Failure.UNSUPPORTED_PROTOCOL,
        "Protocol \"" + scheme + "\" not supported or disabled in libcurl");
  }

  /// One run of the command.
  private static final class Run {
    private final Process process;
    private final Options options;
    private final Voice voice;
    private final Connections connections;
    private final Cookies cookies;
    private final Sink headerSink;

    Run(Process process, Options options) {
      this.process = process;
      this.options = options;
      this.voice = new Voice(process, options);
      this.connections = new Connections(process, options, voice);
      this.cookies = new Cookies(process, options);
      String headers = options.headerFile;
      this.headerSink =
          new Sink(process, voice, headers == null || headers.equals("-") ? null : headers, false);
    }

    int run() throws FileException {
      if (options.addresses.isEmpty()) {
        throw OptionReader.hint();
      }
      checkMethods();
      int status = 0;
      for (int i = 0; i < options.addresses.size(); i++) {
        status = runAll(options.addresses.get(i), i);
      }
      headerSink.close();
      cookies.save();
      return status;
    }

    /// A request has one method only.
    private void checkMethods() {
      List<String> methods = new ArrayList<>();
      if (options.data != null && !options.has("get")) {
        methods.add("POST (-d, --data)");
      }
      if (!options.uploads.isEmpty()) {
        methods.add("PUT (-T, --upload-file)");
      }
      if (!options.forms.isEmpty()) {
        methods.add("multipart formpost (-F, --form)");
      }
      if (options.has("head")) {
        methods.add("HEAD (-I, --head)");
      }
      if (methods.size() > 1) {
        voice.warn(
            "You can only select one HTTP request method! You asked for both %s and %s."
                .formatted(methods.get(0), methods.get(1)));
        throw new Exit(2);
      }
    }

    /// Fetches all that the address stands for.
    private int runAll(String address, int at) throws FileException {
      List<Glob.Match> matches;
      try {
        matches =
            options.has("globoff")
                ? List.of(new Glob.Match(address, List.of()))
                : Glob.expand(address);
      } catch (Failure e) {
        return told(e);
      }
      int status = 0;
      for (Glob.Match match : matches) {
        status = fetch(match, at);
      }
      return status;
    }

    private int told(Failure e) {
      if (!options.has("silent") || options.has("show-error")) {
        process.complain("curl: (" + e.status() + ") " + e.message());
      }
      return e.status();
    }

    private int fetch(Glob.Match match, int at) throws FileException {
      int left = options.retries;
      long delay = options.retryDelay == 0 ? SECOND : options.retryDelay;
      while (true) {
        Outcome outcome = new Outcome();
        int status = once(match, at, outcome);
        String problem = left > 0 ? problem(outcome) : null;
        if (problem == null) {
          if (options.writeOut != null) {
            new WriteOut(process, outcome, at).write(options.writeOut);
          }
          return status;
        }
        voice.warn(
            "Problem : %s. Will retry in %d seconds. %d retries left."
                .formatted(problem, delay / SECOND, left));
        process.sleep(delay);
        delay = options.retryDelay == 0 ? Math.min(delay * 2, 600 * SECOND) : delay;
        left--;
      }
    }

    /// Why it is worth to try again, or null.
    private @Nullable String problem(Outcome outcome) {
      return switch (outcome.exitStatus) {
        case Failure.LATE, Failure.UNKNOWN_HOST -> "timeout";
        case Failure.NOT_CONNECTED ->
            options.has("retry-connrefused") ? "connection refused" : other(outcome);
        case 0, Failure.HTTP_ERROR ->
            TRANSIENT.contains(outcome.status) ? "HTTP error" : other(outcome);
        default -> other(outcome);
      };
    }

    private @Nullable String other(Outcome outcome) {
      boolean all = options.has("retry-all-errors") && outcome.exitStatus != 0;
      return all ? "(retrying all errors)" : null;
    }

    private int once(Glob.Match match, int at, Outcome outcome) throws FileException {
      outcome.url = match.address();
      outcome.effectiveUrl = match.address();
      outcome.begin = process.loop().now();
      Sink sink = null;
      Progress progress = new Progress(process, false);
      try {
        Url url = url(match.address());
        String file = file(match, at, url);
        outcome.file = file == null ? "" : file;
        sink = new Sink(process, voice, file, options.has("create-dirs"));
        progress = new Progress(process, !options.has("silent") && !sink.isTerminal());
        Upload upload = resume(outcome, sink, upload(at));
        Url target = completed(url, at);
        progress.begin();
        transfer(target, sink, outcome, upload);
        complete(sink, outcome);
        outcome.end = process.loop().now();
        progress.end(outcome);
      } catch (Failure e) {
        outcome.end = process.loop().now();
        outcome.exitStatus = e.status();
        outcome.message = e.message();
        if (sink != null) {
          sink.close();
          if (options.has("remove-on-error")) {
            sink.remove();
          }
          progress.end(outcome);
        }
        told(e);
      }
      process.flush();
      return outcome.exitStatus;
    }

    /// Notes where it goes on (`-C`); what is sent has the rest only.
    private @Nullable Upload resume(Outcome outcome, Sink sink, @Nullable Upload upload)
        throws Failure {
      Long asked = options.from;
      if (asked == null) {
        return upload;
      }
      if (upload == null) {
        outcome.from = asked < 0 ? sink.size() : asked;
        if (outcome.from > 0) {
          sink.append();
        }
        return null;
      }
      int skipped = Math.clamp(asked, 0, upload.bytes().length);
      outcome.from = skipped;
      byte[] rest = Arrays.copyOfRange(upload.bytes(), skipped, upload.bytes().length);
      return new Upload(rest, upload.type(), upload.isFile());
    }

    private void complete(Sink sink, Outcome outcome) throws Failure {
      if (outcome.isUnmet) {
        sink.close();
        return;
      }
      sink.complete();
      String modified = outcome.fields.get("Last-Modified");
      long time = modified == null ? -1 : HttpDate.seconds(modified);
      if (options.has("remote-time") && time >= 0) {
        sink.time(time * SECOND);
      }
    }

    private void transfer(Url url, Sink sink, Outcome outcome, @Nullable Upload upload)
        throws Failure {
      new Transfer(
              process, options, connections, cookies, voice, sink, headerSink, outcome, url, upload)
          .run();
    }

    private Url url(String address) throws Failure {
      // Of slashes there may be one more.
      Url url = Url.parse(address.replaceFirst("^([A-Za-z]+://)/(?!/)", "$1"));
      if (url == null) {
        throw new Failure(Failure.MALFORMED_URL, "URL using bad/illegal format or missing URL");
      }
      if (!url.scheme().equals("http")) {
        throw unsupported(url.scheme());
      }
      return options.has("path-as-is") ? url : url.withoutDots();
    }

    /// The address with what `-G` puts behind it, or `-T` at its end.
    private Url completed(Url plain, int at) {
      byte[] data = options.data;
      if (options.has("get") && data != null) {
        return asked(plain, new String(data, StandardCharsets.UTF_8));
      }
      Url url = options.query == null ? plain : asked(plain, options.query);
      boolean names = at < options.uploads.size() && url.path().endsWith("/");
      if (names) {
        String upload = options.uploads.get(at);
        return url.withPath(url.path() + upload.substring(upload.lastIndexOf('/') + 1));
      }
      return url;
    }

    private static Url asked(Url url, String query) {
      return url.withQuery(url.query().isEmpty() ? "?" + query : url.query() + "&" + query);
    }

    /// The file it goes to, or null for standard output.
    private @Nullable String file(Glob.Match match, int at, Url url) throws Failure {
      if (at >= options.outputs.size()) {
        return null;
      }
      String given = options.outputs.get(at);
      String name = given == null ? url.fileName() : match.fill(given);
      if (name.isEmpty()) {
        throw new Failure(Failure.NOT_WRITTEN, "Failed writing received data to disk/application");
      }
      if (name.equals("-")) {
        return null;
      }
      String place = options.directory == null ? name : options.directory + "/" + name;
      return options.has("no-clobber") ? unused(place) : place;
    }

    /// The name, or with a number behind it, that no file has.
    private String unused(String name) {
      String free = name;
      for (int i = 1; i < 100 && exists(free); i++) {
        free = name + "." + i;
      }
      return free;
    }

    private boolean exists(String name) {
      return process.files().exists(Files.absolute(process.directory(), name));
    }

    private @Nullable Upload upload(int at) throws Failure {
      if (at < options.uploads.size()) {
        return new Upload(file(options.uploads.get(at)), "", true);
      }
      if (!options.forms.isEmpty()) {
        return Form.of(process, options.forms);
      }
      byte[] data = options.data;
      if (data == null || options.has("get")) {
        return null;
      }
      return new Upload(data, "application/x-www-form-urlencoded", false);
    }

    private byte[] file(String name) throws Failure {
      try {
        return name.equals("-")
            ? process.file(0).readAll()
            : process.files().read(Files.absolute(process.directory(), name));
      } catch (FileException e) {
        process.complain("curl: Can't open '" + name + "'!");
        process.complain("curl: try 'curl --help' or 'curl --manual' for more information");
        throw new Failure(Failure.NOT_READ, "Failed to open/read local data from file/application");
      }
    }
  }
}
