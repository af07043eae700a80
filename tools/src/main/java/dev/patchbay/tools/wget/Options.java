package dev.patchbay.tools.wget;

import dev.patchbay.core.Process;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.GetOpt;
import dev.patchbay.packet.Family;
import dev.patchbay.tools.iproute.HelpText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the words of `wget` ask for. Set once, while they are read.
final class Options {
  private static final int WRONG_USAGE = 2;
  private static final long SECOND = 1_000_000_000;
  private static final Pattern LINE =
      Pattern.compile("^ {2}(?:-(\\w{1,2}), *| {5})--([a-z0-9-]+)(\\[?=\\S+)?.*");

  /// What changes nothing here.
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "no-proxy",
          "no-check-certificate",
          "no-hsts",
          "no-config",
          "no-netrc",
          "no-dns-cache",
          "progress",
          "show-progress",
          "verbose",
          "dns-timeout",
          "no-passive-ftp",
          "no-iri",
          "no-cookies",
          "prefer-family",
          "compression",
          "no-http-keep-alive",
          "auth-no-challenge");

  boolean quiet;

  /// Whether it goes on by itself (`-b`).
  boolean background;

  /// Bytes after which no more pages are followed; 0 for any.
  long quota;

  boolean timestamping;
  boolean contentOnError;

  /// Whether a file has the time that the server says.
  boolean takesTime = true;

  /// Whether files go into folders named as the host and the address (`-x`), the host's not
  /// (`-nH`).
  boolean makesFolders;

  boolean omitsHost;

  /// Bytes a second that are taken at most; 0 for any.
  long mostRate;

  boolean verbose = true;
  boolean noClobber;
  boolean resume;
  boolean spider;

  /// Whether pages are followed, and how far; 0 is for ever.
  boolean recursive;

  int level = 5;

  /// Whether what a page shows is fetched with it.
  boolean requisites;

  boolean noParent;
  boolean noFolders;
  List<String> accepted = List.of();
  List<String> rejected = List.of();
  boolean serverResponse;
  boolean saveHeaders;
  boolean noCache;
  boolean retryRefused;
  boolean sendsPassword;
  @Nullable Family family;
  @Nullable String output;
  @Nullable String directory;
  @Nullable String log;
  boolean appendsLog;
  @Nullable String inputFile;
  @Nullable String bindAddress;
  @Nullable String agent;
  @Nullable String referer;
  @Nullable String method;
  @Nullable String body;
  @Nullable String bodyFile;
  boolean isPost;
  @Nullable String user;
  @Nullable String password;
  final List<String> headers = new ArrayList<>();

  /// How often it is tried; 0 for ever.
  int tries = 20;

  int mostRedirects = 20;

  /// Seconds between tries at most.
  int mostWait = 10;

  /// Nanoseconds between files.
  long wait;

  /// Nanoseconds that connecting, and every read, may take; 0 for no limit.
  long connectTimeout;

  long readTimeout = 900 * SECOND;
  String text = "";
  List<String> addresses = List.of();

  /// The long names of the letters.
  private final Map<String, String> names = new LinkedHashMap<>();

  private Options() {}

  static Options read(Process process, List<String> words) {
    Map<String, GetOpt.Long> longs = new LinkedHashMap<>();
    StringBuilder shorts = new StringBuilder("n:");
    Options options = new Options();
    HelpText.text(Options.class, "wget").lines().forEach(line -> options.list(line, longs, shorts));
    GetOpt reader = new GetOpt(process.name(), shorts.toString(), longs);
    try {
      reader.parse(words);
    } catch (GetOpt.Wrong e) {
      throw usage(e.message());
    }
    reader.options().forEach(options::take);
    options.addresses = reader.operands();
    return options;
  }

  /// Reads a line of the tool's own list of its options.
  private void list(String line, Map<String, GetOpt.Long> longs, StringBuilder shorts) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      return;
    }
    String name = matcher.group(2);
    String letters = matcher.group(1);
    boolean takes = matcher.group(3) != null;
    longs.put(name, takes ? GetOpt.Long.with(name) : GetOpt.Long.flag(name));
    if (letters != null && letters.length() == 1) {
      shorts.append(letters).append(takes ? ":" : "");
      names.put(letters, name);
    }
  }

  static CommandException usage(String message) {
    return new CommandException(
        WRONG_USAGE,
        message + "\nUsage: wget [OPTION]... [URL]...\n\nTry `wget --help' for more options.");
  }

  private void take(GetOpt.Option option) {
    if (option.letter().equals("n")) {
      option.value().chars().forEach(letter -> negative((char) letter));
      return;
    }
    String name = names.getOrDefault(option.letter(), option.letter());
    if (option.argument() == null) {
      flag(name);
    } else {
      valued(name, option.value());
    }
  }

  private void negative(char letter) {
    switch (letter) {
      case 'v' -> verbose = false;
      case 'c' -> noClobber = true;
      case 'H' -> omitsHost = true;
      case 'd' -> noFolders = true;
      case 'p' -> noParent = true;
      default -> throw usage("wget: invalid option -- 'n" + letter + "'");
    }
  }

  private static CommandException missing(String name) {
    return new CommandException(WRONG_USAGE, "wget: patchbay has no --" + name);
  }

  private void flag(String name) {
    switch (name) {
      case "help" -> text = "wget";
      case "version" -> text = "version";
      case "quiet" -> quiet = true;
      case "background" -> background = true;
      case "mirror" -> {
        recursive = true;
        timestamping = true;
        level = 0;
      }
      case "no-verbose" -> verbose = false;
      case "no-clobber" -> noClobber = true;
      case "continue" -> resume = true;
      case "timestamping" -> timestamping = true;
      case "no-use-server-timestamps" -> takesTime = false;
      case "content-on-error" -> contentOnError = true;
      case "force-directories" -> makesFolders = true;
      case "no-host-directories" -> omitsHost = true;
      case "spider" -> spider = true;
      case "recursive" -> recursive = true;
      case "page-requisites" -> requisites = true;
      case "no-parent" -> noParent = true;
      case "no-directories" -> noFolders = true;
      case "server-response" -> serverResponse = true;
      case "save-headers" -> saveHeaders = true;
      case "no-cache" -> noCache = true;
      case "retry-connrefused" -> retryRefused = true;
      case "auth-no-challenge" -> sendsPassword = true;
      case "inet4-only" -> family = Family.IPV4;
      case "inet6-only" -> family = Family.IPV6;
      default -> {
        if (!WITHOUT_EFFECT.contains(name)) {
          throw missing(name);
        }
      }
    }
  }

  private void valued(String name, String value) {
    switch (name) {
      case "output-document" -> output = value;
      case "directory-prefix" -> directory = value;
      case "output-file" -> log = value;
      case "append-output" -> {
        log = value;
        appendsLog = true;
      }
      case "level" -> level = value.equals("inf") ? 0 : number(value);
      case "accept" -> accepted = List.of(value.split(","));
      case "reject" -> rejected = List.of(value.split(","));
      case "input-file" -> inputFile = value;
      case "tries" -> tries = value.equals("inf") ? 0 : number(value);
      case "timeout" -> {
        connectTimeout = seconds(name, value);
        readTimeout = connectTimeout;
      }
      case "connect-timeout" -> connectTimeout = seconds(name, value);
      case "read-timeout" -> readTimeout = seconds(name, value);
      case "quota" -> quota = value.equals("inf") ? 0 : size(name, value);
      case "limit-rate" -> mostRate = size(name, value);
      case "wait" -> wait = seconds(name, value);
      case "waitretry" -> mostWait = (int) (seconds(name, value) / SECOND);
      case "max-redirect" -> mostRedirects = number(value);
      case "bind-address" -> bindAddress = value;
      case "header" -> headers.add(value);
      case "user-agent" -> agent = value;
      case "referer" -> referer = value;
      case "method" -> method = value;
      case "user", "http-user" -> user = value;
      case "password", "http-password" -> password = value;
      case "post-data", "post-file" -> {
        isPost = true;
        body(name, value);
      }
      case "body-data", "body-file" -> body(name, value);
      default -> {
        if (!WITHOUT_EFFECT.contains(name)) {
          throw missing(name);
        }
      }
    }
  }

  boolean fetchesTree() {
    return (recursive || requisites) && output == null;
  }

  /// Whether files go into folders as they have them on their host.
  boolean inFolders() {
    return makesFolders || (fetchesTree() && !noFolders);
  }

  /// How many pages it may be from the first one to another.
  int depth() {
    return !recursive ? 0 : level == 0 ? Integer.MAX_VALUE : level;
  }

  private void body(String name, String value) {
    if (name.endsWith("file")) {
      bodyFile = value;
    } else {
      body = value;
    }
  }

  /// A number as C reads one: what is none counts as 0.
  private static int number(String value) {
    return value.matches("[0-9]{1,9}") ? Integer.parseInt(value) : 0;
  }

  /// Bytes, with `k`, `m` or `g` in thousands of 1024.
  private static long size(String name, String value) {
    if (!value.matches("[0-9]{1,9}(\\.[0-9]*)?[kKmMgGtT]?")) {
      throw new CommandException(
          WRONG_USAGE, "wget: --" + name + ": Invalid byte value ‘" + value + "’");
    }
    int unit = "KMGT".indexOf(Character.toUpperCase(value.charAt(value.length() - 1))) + 1;
    BigDecimal amount = new BigDecimal(unit == 0 ? value : value.substring(0, value.length() - 1));
    return amount.multiply(BigDecimal.valueOf(1L << (10 * unit))).longValue();
  }

  private static long seconds(String name, String value) {
    if (!value.matches("[0-9]{1,9}(\\.[0-9]*)?|\\.[0-9]+")) {
      throw new CommandException(
          WRONG_USAGE, "wget: --" + name + ": Invalid time period ‘" + value + "’");
    }
    return new BigDecimal(value).movePointRight(9).longValue();
  }
}
