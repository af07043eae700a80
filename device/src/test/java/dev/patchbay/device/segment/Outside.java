package dev.patchbay.device.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.Machine;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.SysctlTree;
import dev.patchbay.core.file.FileException;
import dev.patchbay.device.Network;
import dev.patchbay.device.Station;
import java.util.function.Consumer;

/// A segment with machines around it, each of which says nothing by itself.
final class Outside {
  final Network network = new Network();
  final Segments segments = network.world().part(Segments.KEY);
  final Segment segment;

  Outside(SegmentType type) throws NetlinkException {
    segment = segments.add("lan", type);
  }

  /// A new machine's `eth0`, plugged in and up.
  Nic nic(String machine) throws NetlinkException {
    Nic nic = segments.plug(machine(machine), "eth0", segment, new LinkRequest());
    network.up(nic);
    return nic;
  }

  /// What is at that NIC.
  Station station(String machine) throws NetlinkException {
    return new Station(network, nic(machine));
  }

  Machine machine(String name) {
    Machine machine = new Machine(network.world(), name);
    SysctlTree.Entry file =
        machine.sysctls().find(machine.initialNetns(), "net/ipv6/conf/default/disable_ipv6");
    if (file != null) {
      try {
        file.write("1");
      } catch (FileException e) {
        throw new IllegalStateException(e);
      }
    }
    return machine;
  }

  /// Changes the conditions of the whole.
  void set(Consumer<ConditionChange> words) {
    ConditionChange change = new ConditionChange();
    words.accept(change);
    segment.change(change);
  }

  long dropped(DropReason reason) {
    return network.world().ledger().dropped(reason);
  }

  /// Everything ends somewhere, what is under way when all is taken apart included.
  void assertNothingVanished() {
    segments.all().forEach(segments::remove);
    network.assertNothingVanished();
    assertThat(network.world().ledger().queued()).isZero();
  }
}
