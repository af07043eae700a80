package dev.patchbay.tools.tcpdump;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Process;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Mac;
import dev.patchbay.tools.ping.Hosts;
import dev.patchbay.trace.print.Names;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The names in the files under `/etc`, as the process sees them, read when the first is asked for.
final class LabNames implements Names {
  private final Process process;
  private final Tables tables;
  private @Nullable Hosts hosts;
  private @Nullable Map<String, String> services;
  private @Nullable Map<String, String> protocols;
  private @Nullable Map<String, String> stations;

  LabNames(Process process) {
    this.process = process;
    this.tables = new Tables(process.files());
  }

  @Override
  public @Nullable String host(Ip address) {
    Hosts known = hosts;
    if (known == null) {
      known = Hosts.of(process);
      hosts = known;
    }
    return known.name(address);
  }

  @Override
  public @Nullable String port(int port, String protocol) {
    Map<String, String> known = services;
    if (known == null) {
      known = tables.read("/etc/services", 1, 0);
      services = known;
    }
    return known.get(port + "/" + protocol);
  }

  @Override
  public @Nullable String protocol(int number) {
    Map<String, String> known = protocols;
    if (known == null) {
      known = tables.read("/etc/protocols", 1, 0);
      protocols = known;
    }
    return known.get(Integer.toString(number));
  }

  @Override
  public @Nullable String station(long mac) {
    Map<String, String> known = stations;
    if (known == null) {
      known = tables.read("/etc/ethers", 0, 1);
      stations = known;
    }
    return known.get(Mac.format(mac));
  }

  @Override
  public @Nullable String device(int index) {
    NetDevice device = process.netns().device(index);
    return device == null ? null : device.name();
  }
}
