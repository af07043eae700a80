package dev.patchbay.lab.command;

import dev.patchbay.core.Netns;
import dev.patchbay.core.Process;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.packet.Ip;
import dev.patchbay.trace.why.Probe;

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
    Ip destination = Ip.parse(word);
    if (destination == null) {
      throw refusal("\"" + word + "\": expected an address");
    }
    Probe probe = probe(destination, args);
    if (args.hasNext()) {
      throw refusal("\"" + args.next() + "\": expected nothing more");
    }
    return new WhyWords(from, probe, mend, verbose);
  }

  private static Probe probe(Ip destination, Args args) {
    if (!args.hasNext()) {
      return new Probe(destination, "icmp", 0);
    }
    String protocol = args.next();
    return switch (protocol) {
      case "icmp" -> new Probe(destination, protocol, 0);
      case "tcp", "udp" -> new Probe(destination, protocol, port(next(args, "a port")));
      default -> throw refusal("\"" + protocol + "\": expected icmp, tcp or udp");
    };
  }

  private static int port(String word) {
    try {
      int port = Integer.parseInt(word);
      if (port > 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw refusal("\"" + word + "\": expected a port");
    }
    throw refusal("\"" + word + "\": expected a port from 1 to 65535");
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
