package dev.patchbay.tools.service;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.packet.Family;

/// `service iptables save`, `restart` …: runs an init script. The lab has those of iptables and
/// ip6tables.
public final class Service implements Command {
  private static final String USAGE =
      "Usage: service < option > | --status-all | [ service_name [ command | --full-restart ] ]";

  @Override
  public int run(Process process, Args args) throws FileException {
    if (!args.hasNext()) {
      process.complain(USAGE);
      return 1;
    }
    String name = args.next();
    return switch (name) {
      case "-h", "--help" -> {
        process.out().println(USAGE);
        yield 0;
      }
      case "--version" -> {
        process.out().println("service ver. 0.91");
        yield 0;
      }
      case "--status-all" -> {
        new Firewall(process, Family.IPV6).run("status");
        yield new Firewall(process, Family.IPV4).run("status");
      }
      case "iptables" -> firewall(process, Family.IPV4, args);
      case "ip6tables" -> firewall(process, Family.IPV6, args);
      default -> {
        process.complain(name + ": unrecognized service");
        yield 1;
      }
    };
  }

  private static int firewall(Process process, Family family, Args args) throws FileException {
    Firewall firewall = new Firewall(process, family);
    String action = args.hasNext() ? args.next() : "";
    if (!action.equals("--full-restart")) {
      return firewall.run(action);
    }
    firewall.run("stop");
    return firewall.run("start");
  }
}
