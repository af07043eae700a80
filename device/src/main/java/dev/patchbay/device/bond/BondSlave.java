package dev.patchbay.device.bond;

import dev.patchbay.core.LinkParser;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.PortKind;
import dev.patchbay.core.file.Node;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.core.text.Output;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `ip link` says about the slaves of bonds: `bond_slave`.
public final class BondSlave implements PortKind {
  private static final String USAGE = "Usage: ... bond_slave [ queue_id ID ] [ prio PRIORITY ]\n";

  /// How a slave is at one moment; the aggregator is null where there is none.
  private record Shown(
      boolean backup,
      LinkState link,
      int failures,
      String address,
      int queueId,
      int prio,
      LacpPort.@Nullable Snapshot lacp)
      implements Snapshot {}

  @Override
  public String name() {
    return "bond_slave";
  }

  @Override
  public Options parse(Args args, LinkParser links) {
    Integer queue = null;
    Integer prio = null;
    while (args.hasNext()) {
      String word = args.next();
      if (Args.matches(word, "queue_id")) {
        String text = args.next();
        queue = (int) Numbers.u16(text, 0).orElseThrow(() -> invalid("queue_id is invalid", text));
      } else if (word.equals("prio")) {
        String text = args.next();
        prio = (int) Numbers.integer(text, 0).orElseThrow(() -> invalid("prio is invalid", text));
      } else {
        throw refusal(word);
      }
    }
    return new SlaveOptions(queue, prio);
  }

  private static RuntimeException invalid(String refusal, String text) {
    return Args.invarg(refusal, text);
  }

  private static CommandException refusal(String word) {
    String complaint =
        Args.matches(word, "help") ? "" : "bond_slave: unknown option \"" + word + "\"?\n";
    return new CommandException(1, complaint + USAGE.stripTrailing());
  }

  @Override
  public void change(NetDevice port, Options options) throws NetlinkException {
    if (!(port.port() instanceof Slave slave)) {
      throw new NetlinkException(Errno.EOPNOTSUPP);
    }
    if (options instanceof SlaveOptions words) {
      slave.change(words);
    }
  }

  @Override
  public Snapshot snapshot(NetDevice port) {
    if (!(port.port() instanceof Slave slave)) {
      throw new IllegalArgumentException(port + " is no slave");
    }
    LacpPort lacp = slave.lacpPort();
    return new Shown(
        slave.isBackup(),
        slave.link(),
        slave.failures,
        slave.permanentAddress().toString(),
        slave.queueId,
        slave.prio,
        lacp == null || lacp.aggregator() == null ? null : lacp.snapshot());
  }

  @Override
  public void show(Snapshot snapshot, Output out) {
    if (!(snapshot instanceof Shown shown)) {
      return;
    }
    out.string("state", "state ", shown.backup ? "BACKUP" : "ACTIVE", " ");
    out.string("mii_status", "mii_status ", shown.link.word(), " ");
    out.number("link_failure_count", "link_failure_count ", shown.failures, " ");
    out.string("perm_hwaddr", "perm_hwaddr ", shown.address, " ");
    out.number("queue_id", "queue_id ", shown.queueId, " ");
    out.number("prio", "prio ", shown.prio, " ");
    if (shown.lacp != null) {
      show(shown.lacp, out);
    }
  }

  private static void show(LacpPort.Snapshot port, Output out) {
    out.number("ad_aggregator_id", "ad_aggregator_id ", port.aggregator(), " ");
    showState("ad_actor_oper_port_state", port.actorState(), out);
    showState("ad_partner_oper_port_state", port.partnerState(), out);
  }

  private static void showState(String key, int state, Output out) {
    out.number(key, key + " ", state, " ");
    if (out.isJson()) {
      out.openArray(key + "_str");
      LacpState.words(state).forEach(word -> out.string(null, "", word, ""));
      out.closeArray();
    } else {
      out.text(key + "_str <" + String.join(",", LacpState.words(state)) + "> ");
    }
  }

  @Override
  public Map<String, Node> sysFiles(NetDevice port) {
    return port.port() instanceof Slave slave
        ? Map.of("bonding_slave", BondFiles.ofSlave(slave))
        : Map.of();
  }

  @Override
  public String help() {
    return USAGE;
  }
}
