package dev.patchbay.lab.command;

import dev.patchbay.core.Command;
import dev.patchbay.core.Machine;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.OpenMode;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.GetOpt;
import dev.patchbay.lab.machine.Home;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.address.Addresses;
import java.util.List;
import java.util.Map;

/// `ssh [OPTION…] [USER@]MACHINE [COMMAND…]`: [On], as ssh(1) is written. There are no keys, no
/// daemon and no user but root; a machine is known by its name, its host name, or an address that
/// it has, whether or not there is a way to it.
public final class Ssh implements Command {
  private static final String OPTIONS =
      "+46AaCGgKkMNnqsTtVvXxYyB:b:c:D:E:e:F:fI:i:J:L:l:m:O:o:p:Q:R:S:W:w:";

  /// What opens channels beside the command, or asks about them.
  private static final String MISSING = "DfGLMNOQRSsWw";

  @Override
  public int run(Process process, Args args) throws FileException {
    GetOpt words = options(args.rest());
    for (GetOpt.Option option : words.options()) {
      if (MISSING.contains(option.letter())) {
        throw refusal("-" + option.letter() + ": the lab has no forwarding and no sessions");
      }
      take(process, option);
    }
    if (words.operands().isEmpty()) {
      throw refusal(
          "usage: ssh [-46AaCKkqTtVvXxYyn] [-l user] [-o option] [-p port]"
              + " [user@]machine [command [argument ...]]");
    }
    Home home = home(process, words.operands().getFirst());
    List<String> command = words.operands().subList(1, words.operands().size());
    return new RemoteShell(process, home).text(String.join(" ", command), home.folder());
  }

  private static GetOpt options(List<String> words) {
    try {
      return new GetOpt("ssh", OPTIONS, Map.of()).parse(words);
    } catch (GetOpt.Wrong e) {
      throw new CommandException(RemoteShell.UNREACHABLE, e.message());
    }
  }

  private static void take(Process process, GetOpt.Option option) throws FileException {
    if (option.letter().equals("V")) {
      throw new CommandException(0, "OpenSSH_9.2, as the lab has it");
    }
    if (option.letter().equals("n")) {
      process.descriptors().set(0, process.files().open("/dev/null", OpenMode.READ, 0));
    }
  }

  private static Home home(Process process, String destination) {
    String name = destination.substring(destination.indexOf('@') + 1);
    Ip address = Ip.parse(name);
    for (Home home : new Places(process).machines().all()) {
      if (address == null ? isCalled(home.machine(), name) : has(home.machine(), address)) {
        return home;
      }
    }
    throw refusal(
        address == null
            ? "Could not resolve hostname " + name + ": Name or service not known"
            : "connect to host " + name + " port 22: No route to host");
  }

  private static boolean isCalled(Machine machine, String name) {
    return machine.name().equals(name) || machine.hostname().equals(name);
  }

  private static boolean has(Machine machine, Ip address) {
    if (address.equals(Ip.LOOPBACK4) || address.equals(Ip.LOOPBACK6)) {
      return false;
    }
    Addresses addresses = Addresses.of(machine.initialNetns());
    return addresses.find(address.family(), address.hi(), address.lo(), null) != null;
  }

  private static CommandException refusal(String message) {
    String prefix = message.startsWith("usage") ? "" : "ssh: ";
    return new CommandException(RemoteShell.UNREACHABLE, prefix + message);
  }
}
