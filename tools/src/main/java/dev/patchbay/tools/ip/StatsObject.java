package dev.patchbay.tools.ip;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Output;
import dev.patchbay.tools.iproute.HelpText;
import dev.patchbay.tools.iproute.Refusal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `ip stats`: what is counted of devices, by groups. Its words are not abbreviated.
final class StatsObject {
  private static final int INVALID = 22;
  private static final int ENDED = 255;

  private StatsObject() {}

  static int run(Session session, Args args) throws FileException {
    String word = args.hasNext() ? args.next() : "show";
    switch (word) {
      case "show" -> show(session, args);
      case "set" -> set(session, args);
      case "help" -> throw help();
      default -> throw new Refusal("Command \"" + word + "\" is unknown, try \"ip stats help\".");
    }
    return 0;
  }

  private static CommandException help() {
    return new CommandException(0, HelpText.text(Usage.class, "stats").stripTrailing());
  }

  private static Refusal unknown(String word) {
    return new Refusal(
        INVALID,
        "What is \"" + word + "\"?\n" + HelpText.text(Usage.class, "stats").stripTrailing());
  }

  private static void show(Session session, Args args) throws FileException {
    NetDevice device = null;
    StatsSelection selection = new StatsSelection();
    while (args.hasNext()) {
      String word = args.next();
      switch (word) {
        case "dev" -> device = device(session, device, args.next());
        case "help" -> throw help();
        default -> {
          int level = StatsSuite.LEVELS.indexOf(word);
          if (level < 0) {
            throw unknown(word);
          }
          selection.narrow(level, args.next());
        }
      }
    }
    show(session, device, selection.suites());
  }

  private static NetDevice device(Session session, @Nullable NetDevice given, String name) {
    if (given != null) {
      throw Args.garbage("dev", name);
    }
    return session.requireDevice(name);
  }

  /// The kernel's answer about one device is shown at once, those about all have an empty line
  /// between them.
  private static void show(Session session, @Nullable NetDevice only, Set<StatsSuite> suites)
      throws FileException {
    StatsText text = new StatsText(session);
    Output out = session.output();
    out.begin();
    if (only != null) {
      suites.forEach(suite -> text.show(only, suite));
    } else {
      for (NetDevice device : session.netns().devices()) {
        suites.forEach(suite -> text.show(device, suite));
        out.text("\n");
      }
    }
    out.end();
    session.flush();
  }

  private static void set(Session session, Args args) {
    NetDevice device = null;
    Boolean wanted = null;
    while (args.hasNext()) {
      String word = args.next();
      switch (word) {
        case "dev" -> device = device(session, device, args.next());
        case "l3_stats" -> {
          if (wanted != null) {
            throw new Refusal(INVALID, "A statistics suite to toggle was already given.");
          }
          wanted = onOff(word, args.next());
        }
        case "help" -> throw help();
        default -> throw unknown(word);
      }
    }
    if (device == null) {
      throw missing("\"dev\" argument is required.");
    }
    if (wanted == null) {
      throw missing("stat type to toggle is required.");
    }
    device.wantOffloadStatistics(wanted);
  }

  private static CommandException missing(String what) {
    return new CommandException(ENDED, "Not enough information: " + what);
  }

  private static boolean onOff(String key, String word) {
    if (!word.equals("on") && !word.equals("off")) {
      throw new Refusal(
          INVALID,
          "Error: argument of \""
              + key
              + "\" must be one of \"off\", \"on\", not \""
              + word
              + "\"");
    }
    return word.equals("on");
  }
}
