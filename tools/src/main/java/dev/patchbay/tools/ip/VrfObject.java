package dev.patchbay.tools.ip;

import dev.patchbay.core.Command;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.core.text.Output;
import dev.patchbay.stack.route.L3Master;
import dev.patchbay.stack.route.RouteTable;
import dev.patchbay.tools.iproute.Keywords;
import dev.patchbay.tools.iproute.Refusal;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// `ip vrf`: lists routing domains, runs programs in them, and tells who runs there.
final class VrfObject {
  private static final int EXIT = 255;
  private static final Keywords COMMANDS =
      new Keywords("identify", "pids", "exec", "show", "lst", "list", "help");

  private VrfObject() {}

  static int run(Session session, Args args) throws FileException {
    String word = args.hasNext() ? args.next() : "show";
    String command = COMMANDS.find(word);
    if (command == null) {
      throw new CommandException(EXIT, "Command \"" + word + "\" is unknown, try \"ip vrf help\".");
    }
    return switch (command) {
      case "help" -> throw Usage.of("vrf");
      case "identify" -> identify(session, args);
      case "pids" -> pids(session, args);
      case "exec" -> exec(session, args);
      default -> show(session, args);
    };
  }

  // ---- what there is

  private static int show(Session session, Args args) {
    if (args.remaining() > 1) {
      throw Usage.of("vrf");
    }
    if (args.hasNext()) {
      NetDevice vrf = Vrfs.find(session, args.next());
      if (vrf == null) {
        throw new CommandException(EXIT, "Invalid VRF");
      }
      session.output().text(vrf.name() + " " + table(vrf) + "\n");
      return 0;
    }
    Output out = session.output();
    out.begin();
    out.text("Name              Table\n-----------------------\n");
    List<NetDevice> all =
        session.netns().devices().stream().filter(device -> device instanceof L3Master).toList();
    for (NetDevice vrf : all) {
      out.openObject(null);
      String gap = " ".repeat(Math.max(22 - vrf.name().length() - table(vrf).length(), 1));
      out.string("name", "", vrf.name(), gap);
      out.number("table", "", Integer.toUnsignedLong(L3Master.table(vrf, 0)), "");
      out.newline();
      out.closeObject();
    }
    if (all.isEmpty()) {
      out.text("No VRF has been configured\n");
    }
    out.end();
    return 0;
  }

  private static String table(NetDevice vrf) {
    return Integer.toUnsignedString(L3Master.table(vrf, RouteTable.UNSPEC));
  }

  // ---- who is in one

  private static int identify(Session session, Args args) {
    Process process = session.process();
    if (args.hasNext()) {
      String word = args.next();
      OptionalLong pid = Numbers.u32(word, 10);
      if (pid.isEmpty()) {
        throw Args.invarg("Invalid pid\n", word);
      }
      if (args.hasNext()) {
        throw Args.invarg("Extra arguments specified\n", args.next());
      }
      process = session.machine().processes().find((int) pid.getAsLong());
      if (process == null) {
        throw new Refusal("Failed to lookup vrf association: " + Errno.ENOENT.text());
      }
    }
    NetDevice vrf = process.domain();
    if (vrf != null) {
      session.output().text(vrf.name() + "\n");
    }
    return 0;
  }

  private static int pids(Session session, Args args) {
    if (args.remaining() != 1) {
      throw new Refusal("Invalid arguments");
    }
    NetDevice vrf = Vrfs.find(session, args.next());
    if (vrf == null) {
      throw new Refusal("Invalid VRF name");
    }
    for (Process process : session.machine().processes().in(vrf.netns())) {
      if (process.domain() == vrf) {
        session.output().text(String.format("%5d  %s\n", process.pid(), process.name()));
      }
    }
    return 0;
  }

  // ---- programs

  private static int exec(Session session, Args args) throws FileException {
    if (!args.hasNext()) {
      throw new Refusal("No VRF name specified");
    }
    String name = args.next();
    if (!args.hasNext()) {
      throw new Refusal("No command specified");
    }
    @Nullable NetDevice vrf = Vrfs.find(session, name);
    if (vrf == null && !name.equals("default")) {
      throw new CommandException(EXIT, "Invalid VRF name");
    }
    List<String> argv = args.rest();
    session.flush();
    Process process = session.isBatch() ? session.process().fork() : session.process();
    Command command = NetnsExec.find(process, argv.getFirst());
    process.domain(vrf);
    return session.isBatch() ? process.exec(command, argv) : process.become(command, argv);
  }
}
