package dev.patchbay.lab.command;

import dev.patchbay.core.Machine;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Statistics;
import dev.patchbay.core.text.Output;
import dev.patchbay.device.segment.End;
import dev.patchbay.device.segment.Nic;
import dev.patchbay.device.segment.Segments;

/// How a machine is shown: a line for it and one for each of its NICs.
final class MachineText {
  private final Output out;
  private final Options options;
  private final Segments segments;

  MachineText(Output out, Options options, Segments segments) {
    this.out = out;
    this.options = options;
    this.segments = segments;
  }

  /// Shows a machine; `here` is where the command is run.
  void show(Machine machine, boolean here) {
    out.openObject(null);
    if (options.brief) {
      brief(machine, here);
    } else {
      whole(machine, here);
    }
    out.text("\n");
    out.closeObject();
  }

  private void brief(Machine machine, boolean here) {
    out.text("%-16s %-5s".formatted(machine.name(), here ? "HERE" : "-"));
    out.jsonString("machine", machine.name());
    out.jsonBoolean("current", here);
    out.openArray("nics");
    for (Nic nic : segments.nics(machine)) {
      End end = nic.end();
      String where = end == null ? "" : "@" + end.segment().name();
      out.string(null, " ", nic.label() + where, "");
    }
    out.closeArray();
  }

  private void whole(Machine machine, boolean here) {
    out.string("machine", "", machine.name(), ":");
    out.flag("current", " <HERE>", here);
    out.string("hostname", " hostname ", machine.hostname(), "");
    out.number("netns", " netns ", machine.namespaces().size(), "");
    out.number("processes", " processes ", machine.processes().all().size(), "");
    if (options.details) {
      out.number("backlog", " backlog ", machine.backlog().length(), "");
      out.number("backlog_limit", " backlog_limit ", machine.backlog().limit(), "");
      out.number("backlog_drops", " backlog_drops ", machine.backlog().drops(), "");
    }
    out.openArray("nics");
    segments.nics(machine).forEach(this::nic);
    out.closeArray();
  }

  private void nic(Nic nic) {
    out.newline();
    out.openObject(null);
    out.string("nic", "    nic ", nic.label(), "");
    device(nic);
    End end = nic.end();
    if (end != null) {
      out.string("segment", " segment ", end.segment().name(), "");
    }
    out.string("address", " address ", nic.address().toString(), "");
    out.number("mtu", " mtu ", nic.mtu(), "");
    out.string("state", " state ", EndText.state(nic), "");
    if (options.statistics) {
      statistics(nic.statistics());
    }
    out.closeObject();
  }

  /// What its machine calls it, and where it has put it, where that is not as it was built in.
  private void device(Nic nic) {
    Netns netns = nic.netns();
    if (out.isJson() || !nic.name().equals(nic.label())) {
      out.string("dev", " dev ", nic.name(), "");
    }
    if (netns != netns.machine().initialNetns()) {
      out.string("in_netns", " netns ", netns.displayName(), "");
    }
  }

  private void statistics(Statistics counters) {
    out.newline();
    out.number("rx_packets", "        rx ", counters.rxPackets, " packets");
    out.number("rx_bytes", " ", counters.rxBytes, " bytes");
    out.number("tx_packets", " tx ", counters.txPackets, " packets");
    out.number("tx_bytes", " ", counters.txBytes, " bytes");
  }
}
