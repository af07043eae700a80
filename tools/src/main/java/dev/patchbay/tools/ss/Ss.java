package dev.patchbay.tools.ss;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.GetOpt;
import dev.patchbay.tools.iproute.NetnsNames;
import dev.patchbay.tools.sockets.InetRow;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// `ss [OPTIONS] [FILTER]`: shows sockets.
public final class Ss implements Command {
  private static final int WRONG_USAGE = 255;

  private static final Map<String, GetOpt.Long> LONGS = new LinkedHashMap<>();

  private static void flag(String name, String letter) {
    LONGS.put(name, GetOpt.Long.flag(letter));
  }

  static {
    flag("numeric", "n");
    flag("resolve", "r");
    flag("options", "o");
    flag("extended", "e");
    flag("memory", "m");
    flag("info", "i");
    flag("processes", "p");
    flag("threads", "T");
    flag("bpf", "b");
    flag("events", "E");
    flag("dccp", "d");
    flag("tcp", "t");
    flag("sctp", "S");
    flag("udp", "u");
    flag("raw", "w");
    flag("unix", "x");
    flag("tipc", "tipc");
    flag("vsock", "vsock");
    flag("all", "a");
    flag("listening", "l");
    flag("ipv4", "4");
    flag("ipv6", "6");
    flag("packet", "0");
    LONGS.put("family", GetOpt.Long.with("f"));
    LONGS.put("socket", GetOpt.Long.with("A"));
    LONGS.put("query", GetOpt.Long.with("A"));
    flag("summary", "s");
    LONGS.put("diag", GetOpt.Long.with("D"));
    LONGS.put("filter", GetOpt.Long.with("F"));
    flag("version", "V");
    flag("help", "h");
    flag("context", "Z");
    flag("contexts", "z");
    LONGS.put("net", GetOpt.Long.with("N"));
    flag("tipcinfo", "tipcinfo");
    flag("tos", "tos");
    flag("cgroup", "cgroup");
    flag("kill", "K");
    flag("no-header", "H");
    flag("xdp", "xdp");
    flag("mptcp", "M");
    flag("oneline", "O");
    flag("inet-sockopt", "inet-sockopt");
  }

  @Override
  public int run(Process process, Args args) throws FileException {
    GetOpt given = new GetOpt("ss", "+dhaletuwxnro460spTbEf:mMiA:D:F:vVzZN:KHSO", LONGS);
    try {
      // Options may stand behind the filter's words, too.
      given = parse(args.rest());
    } catch (GetOpt.Wrong wrong) {
      process.complain(wrong.message());
      return usage(process, WRONG_USAGE);
    }
    Selection selection = new Selection();
    Set<String> letters = new LinkedHashSet<>();
    String filter = null;
    String dump = null;
    for (GetOpt.Option option : given.options()) {
      letters.add(option.letter());
      if (option.letter().equals("b")) {
        letters.add("o");
      }
      switch (option.letter()) {
        case "h" -> {
          return usage(process, 0);
        }
        case "v", "V" -> {
          process.out().print("ss utility, iproute2-6.1.0\n");
          return 0;
        }
        case "Z", "z" -> {
          process.complain("ss: SELinux is not enabled.");
          return 1;
        }
        case "N" -> process.netns(NetnsNames.open(process, option.value(), 1));
        case "F" -> {
          if (filter != null) {
            throw new CommandException(WRONG_USAGE, "More than one filter file");
          }
          filter = read(process, option.value());
        }
        case "E" -> throw new CommandException(1, "ss: patchbay has no \"--events\" yet.");
        case "D" -> dump = option.value();
        default -> {
          String refusal = selection.take(option);
          if (refusal != null) {
            process.complain("ss: " + refusal);
            return usage(process, WRONG_USAGE);
          }
        }
      }
    }
    String file = filter == null ? "" : filter;
    return list(process, selection, letters, file, dump, given.operands());
  }

  private static GetOpt parse(List<String> words) throws GetOpt.Wrong {
    return new GetOpt("ss", "dhaletuwxnro460spTbEf:mMiA:D:F:vVzZN:KHSO", LONGS).parse(words);
  }

  private static int usage(Process process, int status) throws FileException {
    try (InputStream in = Objects.requireNonNull(Ss.class.getResourceAsStream("help"))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      (status == 0 ? process.out() : process.err()).print(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return status;
  }

  private static String read(Process process, String file) {
    try {
      byte[] bytes =
          file.equals("-")
              ? process.file(0).readAll()
              : process.files().read(Files.absolute(process.directory(), file));
      // A line that begins so is a comment.
      return new String(bytes, StandardCharsets.UTF_8).replaceAll("(?m)^#.*$", "");
    } catch (FileException e) {
      throw new CommandException(WRONG_USAGE, "fopen filter file: " + Errno.ENOENT.text());
    }
  }

  private static int list(
      Process process,
      Selection selection,
      Set<String> letters,
      String file,
      @Nullable String dump,
      List<String> operands)
      throws FileException {
    List<String> words = new ArrayList<>(operands);
    @Nullable Set<State> states = null;
    while (!words.isEmpty() && List.of("state", "exclude", "excl").contains(words.getFirst())) {
      if (words.size() == 1) {
        throw Args.incomplete();
      }
      Set<State> named = State.ofWord(words.get(1));
      if (named == null) {
        throw new CommandException(WRONG_USAGE, "ss: wrong state name: " + words.get(1));
      }
      Set<State> before = states == null ? EnumSet.noneOf(State.class) : EnumSet.copyOf(states);
      if (words.getFirst().equals("state")) {
        before.addAll(named);
      } else {
        before = states == null ? EnumSet.allOf(State.class) : before;
        before.removeAll(named);
      }
      states = before;
      words = words.subList(2, words.size());
    }
    boolean isSummary = letters.contains("s");
    if (isSummary) {
      process.out().print(Summary.of(process));
      if (selection.isDefault() && words.isEmpty()) {
        return 0;
      }
    }
    if (selection.isEmpty()) {
      process.complain("ss: no socket tables to show with such filter.");
      return 0;
    }
    selection.states(letters, states);
    if (dump != null) {
      TcpDump.write(process, selection, dump);
      return 0;
    }
    List<InetRow> recorded = selection.has(Selection.Table.TCP) ? TcpDump.read(process) : null;
    try {
      String text = String.join(" ", words) + " " + file.replace('\n', ' ');
      Predicate<InetRow> filter = SocketFilter.parse(process, text);
      if (letters.contains("K")) {
        // The kernel closes sockets for nobody else (CONFIG_INET_DIAG_DESTROY): none is shown.
        filter = row -> false;
      }
      process.out().print(new SocketListing(process, selection, letters, filter, recorded).text());
    } catch (SocketFilter.Syntax e) {
      process.complain("ss: bison bellows (while parsing filter): \"syntax error!\" Sorry.");
      return usage(process, WRONG_USAGE);
    }
    return 0;
  }
}
