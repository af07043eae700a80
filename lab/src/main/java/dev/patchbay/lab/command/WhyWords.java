package dev.patchbay.lab.command;

import dev.patchbay.core.Netns;
import dev.patchbay.core.Process;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.packet.Ip;
import dev.patchbay.tools.tcpdump.FilterNames;
import dev.patchbay.trace.why.Probe;
import java.util.List;

/// The words of `why`.
///
/// @param mendOnly whether only the commands that would mend it are printed
/// @param verbose whether the journeys of the probe follow
record WhyWords(Netns from, Probe probe, boolean mendOnly, boolean verbose) {
  private static final int USAGE = 2;

  static WhyWords parse(Process process, Args args) {
    boolean mend = false;
    boolean verbose = false;
    Netns from = process.netns();
    String word = next(args, "a destination");
    while (word.startsWith("-") || word.equals("help")) {
      switch (word) {
        case "-m", "--mend" -> mend = true;
        case "-v" -> verbose = true;
        case "-h", "--help", "help" -> throw Usage.of("why");
        default -> throw refusal("unknown option \"" + word + "\"");
      }
      word = next(args, "a destination");
    }
    if (word.equals("from")) {
      from = netns(process, next(args, "a namespace"));
      word = next(args, "a destination");
    }
    FilterNames names = new FilterNames(process.files());
    Probe probe = probe(destination(word, names), args, names);
    if (args.hasNext()) {
      throw refusal("\"" + args.next() + "\": expected nothing more");
    }
    return new WhyWords(from, probe, mend, verbose);
  }

  private static Ip destination(String word, FilterNames names) {
    Ip address = Ip.parse(word);
    List<Ip> known = address == null ? names.host(word) : List.of(address);
    if (known.isEmpty()) {
      throw refusal("\"" + word + "\": no address, and no host of that name is known");
    }
    return known.getFirst();
  }

  private static Probe probe(Ip destination, Args args, FilterNames names) {
    if (!args.hasNext()) {
      return new Probe(destination, "icmp", 0);
    }
    String protocol = args.next();
    return switch (protocol) {
      case "icmp" -> new Probe(destination, protocol, 0);
      case "tcp", "udp" ->
          new Probe(destination, protocol, port(next(args, "a port"), protocol, names));
      default -> throw refusal("\"" + protocol + "\": expected icmp, tcp or udp");
    };
  }

  private static int port(String word, String protocol, FilterNames names) {
    boolean figures = word.chars().allMatch(c -> c >= '0' && c <= '9') && word.length() <= 5;
    int port = figures ? Integer.parseInt(word) : names.port(word, protocol);
    if (port < 0) {
      throw refusal("\"" + word + "\": no port, and no service of that name is known");
    }
    if (port == 0 || port > 65_535) {
      throw refusal("\"" + word + "\": expected a port from 1 to 65535");
    }
    return port;
  }

  private static Netns netns(Process process, String name) {
    Netns netns = process.machine().netns(name);
    if (netns != null) {
      return netns;
    }
    if (name.equals(process.machine().name())) {
      return process.machine().initialNetns();
    }
    var home = new Places(process).machines().find(name);
    if (home == null) {
      throw refusal("from \"" + name + "\": no namespace or machine is called so");
    }
    return home.machine().initialNetns();
  }

  private static String next(Args args, String expected) {
    if (!args.hasNext()) {
      throw refusal("expected " + expected);
    }
    return args.next();
  }

  private static CommandException refusal(String text) {
    return new CommandException(USAGE, "why: " + text + "; see why --help");
  }
}
