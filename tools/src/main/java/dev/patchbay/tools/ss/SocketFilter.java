package dev.patchbay.tools.ss;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Process;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Prefix;
import dev.patchbay.tools.sockets.InetRow;
import dev.patchbay.tools.sockets.Services;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the expression of a filter (ss(8)): conditions on addresses, ports, device and mark, with
/// `and`, `or`, `not` and parentheses.
final class SocketFilter {
  /// The words make no expression: the usage follows.
  static final class Syntax extends Exception {
    private static final long serialVersionUID = 1;

    Syntax() {
      super(null, null, false, false);
    }
  }

  private static final Pattern TOKEN =
      Pattern.compile("\\s*(\\(|\\)|&&?|\\|\\|?|!=|==|<=|>=|=|<|>|!|[^\\s()!=<>&|]+)");

  /// Between `dport` or `sport` and the port; `=` may be left out.
  private static final List<String> OPERATORS =
      List.of(
          "=", "==", "eq", "!=", "ne", "neq", ">", "gt", "<", "lt", ">=", "ge", "geq", "<=", "le",
          "leq");

  private static final String UNPARSED = "Cannot parse dst/src address.";

  /// Stands for every port.
  private static final int ANY = -1;

  private final Process process;
  private final Services services;
  private final ArrayDeque<String> tokens = new ArrayDeque<>();

  /// Whether the last condition was about ports.
  private boolean expectsPorts;

  private SocketFilter(Process process, String text) throws Syntax {
    this.process = process;
    this.services = new Services(process);
    Matcher matcher = TOKEN.matcher(text);
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      tokens.add(matcher.group(1));
      end = matcher.end();
    }
    if (!text.substring(end).isBlank()) {
      throw new Syntax();
    }
  }

  /// The condition that the words say; without words, any socket.
  static Predicate<InetRow> parse(Process process, String text) throws Syntax {
    SocketFilter filter = new SocketFilter(process, text);
    if (filter.tokens.isEmpty()) {
      return row -> true;
    }
    Predicate<InetRow> condition = filter.or();
    if (!filter.tokens.isEmpty()) {
      throw new Syntax();
    }
    return condition;
  }

  private Predicate<InetRow> or() throws Syntax {
    Predicate<InetRow> left = and();
    while (accept("or", "||", "|")) {
      left = left.or(and());
    }
    return left;
  }

  private Predicate<InetRow> and() throws Syntax {
    Predicate<InetRow> left = not();
    while (!tokens.isEmpty() && !List.of(")", "or", "||", "|").contains(tokens.element())) {
      accept("and", "&&", "&");
      left = left.and(not());
    }
    return left;
  }

  private Predicate<InetRow> not() throws Syntax {
    if (accept("not", "!")) {
      return not().negate();
    }
    if (accept("(")) {
      Predicate<InetRow> inner = or();
      if (!accept(")")) {
        throw new Syntax();
      }
      return inner;
    }
    return condition(next());
  }

  private boolean accept(String... words) {
    boolean isNext = !tokens.isEmpty() && List.of(words).contains(tokens.element());
    if (isNext) {
      tokens.remove();
    }
    return isNext;
  }

  private String next() throws Syntax {
    if (tokens.isEmpty()) {
      throw new Syntax();
    }
    return tokens.remove();
  }

  private Predicate<InetRow> condition(String word) throws Syntax {
    return switch (word) {
      case "dst", "src" -> {
        expectsPorts = false;
        accept("=", "==", "eq");
        yield host(next(), word.equals("src"));
      }
      case "dport", "sport" -> {
        expectsPorts = true;
        yield port(word.equals("sport"));
      }
      case "dev" -> device();
      case "fwmark" -> mark();
      case "autobound" -> row -> false;
      case "cgroup" -> throw cgroup();
      case "and", "or", ")", "&&", "||", "&", "|", "=", "<", ">" -> throw new Syntax();
      default -> throw misplaced(word);
    };
  }

  /// A word that stands where none may is taken for what the last condition was about: it must look
  /// like it before the place is minded.
  private Syntax misplaced(String word) {
    if (expectsPorts) {
      port(word);
    } else {
      host(word, false);
    }
    return new Syntax();
  }

  // ---- addresses

  /// An address behind the name of its family, if that is said.
  private Predicate<InetRow> host(String word, boolean local) {
    String family = word.substring(0, Math.max(0, word.indexOf(':')));
    String rest = word.substring(family.length() + (family.isEmpty() ? 0 : 1));
    return switch (family) {
      case "inet" -> address(rest, local).and(row -> row.local().isV4());
      case "inet6" -> address(rest, local).and(row -> !row.local().isV4());
      case "unix", "vsock" -> row -> false;
      case "link", "netlink" -> throw new CommandException(1, UNPARSED);
      default -> address(word, local);
    };
  }

  /// An address, in brackets if it is one of IPv6, and a port behind a colon.
  private Predicate<InetRow> address(String word, boolean local) {
    String text = word;
    int port = -1;
    int colon = text.lastIndexOf(':');
    if (colon > text.lastIndexOf(']')) {
      port = port(text.substring(colon));
      text = text.substring(0, colon);
    }
    Prefix prefix = prefix(text.replace("[", "").replace("]", ""));
    int wanted = port;
    return row -> {
      Ip ip = local ? row.local() : row.remote();
      int its = local ? row.localPort() : row.remotePort();
      return (prefix == null || prefix.contains(ip)) && (wanted < 0 || wanted == its);
    };
  }

  private static @Nullable Prefix prefix(String text) {
    if (text.isEmpty() || text.equals("*")) {
      return null;
    }
    Prefix prefix = Prefix.parse(text);
    if (prefix == null) {
      throw refused("Error: an inet prefix is expected rather than \"" + text + "\".");
    }
    return prefix;
  }

  private static CommandException refused(String message) {
    return new CommandException(1, message + "\n" + UNPARSED);
  }

  // ---- the rest

  private Predicate<InetRow> port(boolean local) throws Syntax {
    String word = next();
    boolean isOperator = OPERATORS.contains(word);
    String operator = isOperator ? word : "=";
    int port = port(isOperator ? next() : word);
    IntPredicate test =
        switch (operator) {
          case "=", "==", "eq" -> its -> its == port;
          case "!=", "ne", "neq" -> its -> its != port;
          case ">", "gt" -> its -> its > port;
          case "<", "lt" -> its -> its < port;
          case ">=", "ge", "geq" -> its -> its >= port;
          case "<=", "le", "leq" -> its -> its <= port;
          default -> throw new Syntax();
        };
    return row -> port == ANY || test.test(local ? row.localPort() : row.remotePort());
  }

  /// The port that the word names, with or without a colon, or [#ANY].
  private int port(String word) {
    String name = word.startsWith(":") ? word.substring(1) : word;
    if (name.equals("*") || name.isEmpty()) {
      return ANY;
    }
    int port = name.matches("[0-9]{1,9}") ? Integer.parseInt(name) : services.port(name);
    if (port < 0) {
      throw refused("Error: \"" + name + "\" does not look like a port.");
    }
    return port;
  }

  /// There are no control groups here, so no path names one.
  private CommandException cgroup() throws Syntax {
    return new CommandException(1, "Invalid cgroup2 path\nCannot parse cgroup " + next() + ".");
  }

  private Predicate<InetRow> device() throws Syntax {
    boolean negated = accept("!=", "ne", "neq");
    if (!negated) {
      accept("=", "==", "eq");
    }
    NetDevice device = process.netns().device(next());
    if (device == null) {
      throw new CommandException(1, "Cannot parse device.");
    }
    Predicate<InetRow> bound = row -> row.boundDevice() == device;
    return negated ? bound.negate() : bound;
  }

  private Predicate<InetRow> mark() throws Syntax {
    boolean negated = accept("!=", "ne", "neq");
    if (!negated) {
      accept("=", "==", "eq");
    }
    String word = next();
    String[] words = word.split("/", 2);
    long mark = number(words[0], word);
    long mask = words.length < 2 ? -1 : number(words[1], word);
    return row -> ((row.mark() & mask & 0xffff_ffffL) == (mark & mask)) != negated;
  }

  private static long number(String text, String word) {
    return Numbers.u32(text, 0)
        .orElseThrow(() -> new CommandException(1, "Cannot parse mark " + word + "."));
  }
}
