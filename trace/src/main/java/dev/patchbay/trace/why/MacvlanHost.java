package dev.patchbay.trace.why;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Ip;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A macvlan (or ipvlan) does not reach the host whose device it shares.
final class MacvlanHost implements Diagnosis {
  @Override
  public @Nullable Answer of(Evidence evidence) {
    for (Atlas.Place mine : evidence.atlas().places(evidence.from())) {
      NetDevice device = mine.device();
      String kind = device.kind() == null ? "" : device.kind().name();
      boolean shares = kind.startsWith("macv") || kind.startsWith("ipv");
      if (shares && hasAddress(evidence, device.link(), evidence.destination())) {
        return answer(evidence, mine, evidence.destination(), kind);
      }
    }
    return fromHost(evidence);
  }

  /// The host asks for one that shares its device.
  private static @Nullable Answer fromHost(Evidence evidence) {
    for (Atlas.Place there : evidence.atlas().owners(evidence.destination())) {
      NetDevice device = there.device();
      String kind = device.kind() == null ? "" : device.kind().name();
      boolean shares = kind.startsWith("macv") || kind.startsWith("ipv");
      if (shares && device.link().netns() == evidence.from()) {
        for (Atlas.Place mine : evidence.atlas().places(evidence.from())) {
          if (mine.device() == device.link() && mine.isNear(there.address())) {
            return answer(evidence, there, mine.address(), kind);
          }
        }
      }
    }
    return null;
  }

  private static boolean hasAddress(Evidence evidence, NetDevice parent, Ip address) {
    return evidence.atlas().owners(address).stream().anyMatch(place -> place.device() == parent);
  }

  private static Answer answer(Evidence evidence, Atlas.Place mine, Ip hostAddress, String kind) {
    NetDevice parent = mine.device().link();
    Netns host = parent.netns();
    String type = kind.startsWith("macv") ? "macvlan mode bridge" : "ipvlan mode l2";
    String shim = kind + "-host";
    String address = hostAddress.text() + (hostAddress.isV4() ? "/32" : "/128 nodad");
    return new Answer(
        "the "
            + kind
            + " "
            + mine.device().name()
            + " in "
            + evidence.name(mine.netns())
            + " cannot reach, nor be reached from, "
            + evidence.name(host)
            + ", whose device "
            + parent.name()
            + " it shares: frames go out by "
            + parent.name()
            + ", never up to it",
        "the host is to have one of its own on " + parent.name(),
        List.of(
            evidence.in(host, "ip link add " + shim + " link " + parent.name() + " type " + type),
            evidence.in(host, "ip addr add " + address + " dev " + shim),
            evidence.in(host, "ip link set " + shim + " up"),
            evidence.in(host, "ip route add " + mine.address().text() + " dev " + shim)));
  }
}
