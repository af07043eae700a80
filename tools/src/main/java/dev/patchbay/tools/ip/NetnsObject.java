package dev.patchbay.tools.ip;

import dev.patchbay.core.Machine;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.core.text.Output;
import dev.patchbay.tools.iproute.Keywords;
import dev.patchbay.tools.iproute.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// `ip netns`: makes, removes and lists the names of namespaces, and tells who is in them.
final class NetnsObject {
  private static final Keywords COMMANDS =
      new Keywords(
          "list",
          "show",
          "lst",
          "list-id",
          "help",
          "add",
          "set",
          "delete",
          "identify",
          "pids",
          "exec",
          "monitor",
          "attach");

  private static final int NAME_LENGTH = 255;
  private static final String FOLDER = "/run/netns/";

  private NetnsObject() {}

  static int run(Session session, Args args) throws FileException, NetlinkException {
    if (!args.hasNext()) {
      return list(session);
    }
    String word = args.next();
    if (!session.options().all && args.hasNext()) {
      checkName(args.rest().getFirst());
    }
    String command = COMMANDS.find(word);
    if (command == null) {
      throw new CommandException(
          255, "Command \"" + word + "\" is unknown, try \"ip netns help\".");
    }
    return switch (command) {
      case "list", "show", "lst" -> list(session);
      case "list-id" -> NetnsIds.list(session, args);
      case "help" -> throw Usage.of("netns");
      case "add" -> add(session, args);
      case "set" -> NetnsIds.set(session, args);
      case "delete" -> delete(session, args);
      case "identify" -> identify(session, args);
      case "pids" -> pids(session, args);
      case "exec" -> NetnsExec.run(session, args);
      case "attach" -> attach(session, args);
      default -> NetnsMonitor.run(session);
    };
  }

  private static void checkName(String name) {
    boolean valid =
        !name.isEmpty()
            && name.indexOf('/') < 0
            && !name.equals(".")
            && !name.equals("..")
            && name.getBytes(StandardCharsets.UTF_8).length <= NAME_LENGTH;
    if (!valid) {
      throw new CommandException(255, "Invalid netns name \"" + name + "\"");
    }
  }

  private static int list(Session session) {
    Output out = session.output();
    List<String> names = session.machine().netnsNames();
    if (names.isEmpty()) {
      // As long as nobody has made one, there is no folder of names.
      return 0;
    }
    out.begin();
    for (String name : names) {
      Netns netns = session.machine().netns(name);
      int id = netns == null ? -1 : session.netns().knownNsid(netns);
      out.openObject(null);
      out.string("name", "", name, "");
      if (id >= 0) {
        out.number("id", " (id: ", id, ")");
      }
      out.text("\n");
      out.closeObject();
    }
    out.end();
    return 0;
  }

  private static int add(Session session, Args args) {
    String name = name(args);
    checkIsFree(session, name);
    give(session.machine(), name, session.machine().newNetns(session.netns()));
    return 0;
  }

  private static String name(Args args) {
    if (!args.hasNext()) {
      throw new Refusal("No netns name specified");
    }
    return args.next();
  }

  private static void checkIsFree(Session session, String name) {
    if (session.machine().netns(name) != null) {
      throw new Refusal(
          "Cannot create namespace file \"" + FOLDER + name + "\": " + Errno.EEXIST.text());
    }
  }

  private static void give(Machine machine, String name, Netns netns) {
    try {
      machine.addName(name, netns);
    } catch (NetlinkException e) {
      throw new IllegalStateException("the name was free: " + name, e);
    }
  }

  private static int attach(Session session, Args args) {
    if (args.remaining() < 2) {
      throw new Refusal("No netns name and PID specified");
    }
    String name = args.next();
    String word = args.next();
    OptionalLong pid = Numbers.integer(word, 0);
    if (pid.isEmpty() || pid.getAsLong() == 0) {
      throw new Refusal("Invalid PID: " + word);
    }
    checkIsFree(session, name);
    Process process = session.machine().processes().find((int) pid.getAsLong());
    if (process == null) {
      throw new Refusal(
          "Bind /proc/"
              + pid.getAsLong()
              + "/ns/net -> "
              + FOLDER
              + name
              + " failed: "
              + Errno.ENOENT.text());
    }
    give(session.machine(), name, process.netns());
    return 0;
  }

  private static int delete(Session session, Args args) {
    if (session.options().all) {
      session.machine().netnsNames().forEach(name -> remove(session, name));
    } else {
      remove(session, name(args));
    }
    return 0;
  }

  private static void remove(Session session, String name) {
    try {
      session.machine().removeName(name);
    } catch (NetlinkException e) {
      throw new Refusal(
          "Cannot remove namespace file \"" + FOLDER + name + "\": " + e.errno().text());
    }
  }

  // ---- who is where

  private static int identify(Session session, Args args) {
    Netns netns = args.hasNext() ? ofProcess(session, args) : session.netns();
    String name = netns.name();
    session.output().text((name == null ? "" : name) + "\n");
    return 0;
  }

  private static Netns ofProcess(Session session, Args args) {
    String word = args.next();
    refuseMore(args);
    Process process = null;
    if (isDecimal(word)) {
      OptionalLong pid = Numbers.integer(word, 10);
      process = pid.isEmpty() ? null : session.machine().processes().find((int) pid.getAsLong());
    } else {
      throw new Refusal("Specified string '" + word + "' is not a pid");
    }
    if (process == null) {
      throw cannotOpen();
    }
    return process.netns();
  }

  private static boolean isDecimal(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) < '0' || word.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static void refuseMore(Args args) {
    if (args.hasNext()) {
      throw new Refusal("extra arguments specified");
    }
  }

  private static Refusal cannotOpen() {
    return new Refusal("Cannot open network namespace: " + Errno.ENOENT.text());
  }

  private static int pids(Session session, Args args) {
    String name = name(args);
    refuseMore(args);
    @Nullable Netns netns = session.machine().netns(name);
    if (netns == null) {
      throw cannotOpen();
    }
    List<Process> processes = session.machine().processes().in(netns);
    for (Process process : processes) {
      session.output().text(process.pid() + "\n");
    }
    return 0;
  }
}
