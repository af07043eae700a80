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
      Pattern.compile("\\s*(\\(|\\)|&&|\\|\\||!=|==|<=|>=|=|<|>|!|[^\\s()!=<>&|]+)");

  private final Process process;
  private final Services services;
  private final ArrayDeque<String> tokens = new ArrayDeque<>();

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
        boolean negated = accept("!=", "ne", "neq");
        if (!negated) {
          accept("=", "==", "eq");
        }
        Predicate<InetRow> host = host(next(), word.equals("src"));
        yield negated ? host.negate() : host;
      }
      case "dport", "sport" -> port(word.equals("sport"));
      case "dev" -> device();
      case "fwmark" -> mark();
      case "autobound" -> row -> false;
      case "and", "or", ")", "&&", "||", "&", "|", "=", "<", ">" -> throw new Syntax();
      default -> host(word, false);
    };
  }

  // ---- addresses

  private Predicate<InetRow> host(String word, boolean local) {
    String text = word;
    int port = -1;
    int colon = text.lastIndexOf(':');
    boolean hasPort = colon >= 0 && (text.indexOf(':') == colon || text.contains("]:"));
    if (hasPort) {
      String name = text.substring(colon + 1);
      port = name.equals("*") || name.isEmpty() ? -1 : services.port(name);
      if (port < 0 && !name.equals("*") && !name.isEmpty()) {
        throw refused("Error: \"" + name + "\" does not look like a port.");
      }
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
    return new CommandException(1, message + "\nCannot parse dst/src address.");
  }

  // ---- the rest

  private Predicate<InetRow> port(boolean local) throws Syntax {
    String operator = next();
    String word = next();
    String name = word.startsWith(":") ? word.substring(1) : word;
    int port = services.port(name);
    if (port < 0) {
      throw refused("Error: \"" + name + "\" does not look like a port.");
    }
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
    return row -> test.test(local ? row.localPort() : row.remotePort());
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
    Predicate<InetRow> bound = row -> row.socket().boundDevice() == device;
    return negated ? bound.negate() : bound;
  }

  private Predicate<InetRow> mark() throws Syntax {
    boolean negated = accept("!=", "ne", "neq");
    if (!negated && !accept("=", "==", "eq")) {
      throw new Syntax();
    }
    String[] words = next().split("/", 2);
    long mark = Numbers.u32(words[0], 0).orElseThrow(SocketFilter::badMark);
    long mask = words.length < 2 ? -1 : Numbers.u32(words[1], 0).orElseThrow(SocketFilter::badMark);
    return row -> ((row.socket().mark() & mask & 0xffff_ffffL) == (mark & mask)) != negated;
  }

  private static CommandException badMark() {
    return new CommandException(1, "Cannot parse mark.");
  }
}
