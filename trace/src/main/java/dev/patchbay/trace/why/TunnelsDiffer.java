package dev.patchbay.trace.why;

import dev.patchbay.core.Journey;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.device.tunnel.TunnelStages.Decapsulated;
import dev.patchbay.device.tunnel.TunnelStages.Encapsulated;
import dev.patchbay.packet.Ip;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A tunnel whose other end is not where, or not what, the tunnel says.
final class TunnelsDiffer implements Diagnosis {
  private static final List<String> CHANGEABLE = List.of("gre", "gretap", "ip6gre", "ip6gretap");

  @Override
  public @Nullable Answer of(Evidence evidence) {
    for (Journey.Entry entry : evidence.entries()) {
      if (entry.stage() instanceof Encapsulated wrapped && !isUnwrapped(evidence, entry)) {
        Netns netns = evidence.netns(entry);
        NetDevice tunnel = netns == null ? null : netns.device(wrapped.device());
        Answer answer = tunnel == null ? null : answer(evidence, tunnel, wrapped.destination());
        if (answer != null) {
          return answer;
        }
      }
    }
    return null;
  }

  private static boolean isUnwrapped(Evidence evidence, Journey.Entry then) {
    boolean behind = false;
    for (Journey.Entry entry : evidence.entries()) {
      behind |= entry == then;
      boolean same = entry.leg() == then.leg() || entry.leg().parent() == then.leg();
      if (behind && same && entry.stage() instanceof Decapsulated) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Answer answer(Evidence evidence, NetDevice tunnel, String remote) {
    Ip to = Ip.parse(remote);
    List<Atlas.Place> owners = to == null ? List.of() : evidence.atlas().owners(to);
    if (to == null || to.isMulticast()) {
      return null;
    }
    NetDevice twin = twin(evidence, tunnel, owners);
    if (twin == null) {
      return null;
    }
    String here = tunnel.name() + " in " + evidence.name(tunnel.netns());
    if (owners.isEmpty()) {
      return remote(evidence, tunnel, twin, here, remote);
    }
    String mine = Words.of(tunnel);
    String other = Words.of(twin);
    for (String word : List.of("id", "dstport", "key", "okey")) {
      String value = Words.value(tunnel, word);
      String wanted = Words.value(twin, word.equals("okey") ? "ikey" : word);
      if (!value.equals(wanted)) {
        return new Answer(
            "the tunnels differ: "
                + here
                + " is "
                + mine
                + "; "
                + twin.name()
                + " in "
                + evidence.name(twin.netns())
                + " is "
                + other,
            "both ends are to have the same " + (word.equals("okey") ? "key" : word),
            mend(evidence, twin, word, value));
      }
    }
    return null;
  }

  private static List<String> mend(Evidence evidence, NetDevice twin, String word, String value) {
    String kind = twin.kind() == null ? "" : twin.kind().name();
    boolean changes = CHANGEABLE.contains(kind) && word.endsWith("key") && !value.isEmpty();
    String set = "ip link set " + twin.name() + " type " + kind + " key " + value;
    return changes ? List.of(evidence.in(twin.netns(), set)) : List.of();
  }

  private static Answer remote(
      Evidence evidence, NetDevice tunnel, NetDevice twin, String here, String remote) {
    String right = twin.addressText();
    boolean known = Ip.parse(right) != null && tunnel.kind() != null;
    String kind = tunnel.kind() == null ? "" : tunnel.kind().name();
    String set = "ip link set " + tunnel.name() + " type " + kind + " remote " + right;
    return new Answer(
        "the other end of the tunnel " + here + " is to be at " + remote + ", which nobody has",
        "the other end is " + twin.name() + " in " + evidence.name(twin.netns()),
        known ? List.of(evidence.in(tunnel.netns(), set)) : List.of());
  }

  /// A tunnel of the same kind: of who has the address of the other end, or if nobody has, the only
  /// one that there is.
  private static @Nullable NetDevice twin(
      Evidence evidence, NetDevice tunnel, List<Atlas.Place> owners) {
    NetDevice twin = null;
    for (Netns netns : evidence.atlas().namespaces()) {
      boolean there = owners.isEmpty() || owners.stream().anyMatch(owner -> owner.netns() == netns);
      for (NetDevice device : there ? netns.devices() : List.<NetDevice>of()) {
        boolean alike = device != tunnel && device.kind() == tunnel.kind() && device.isUp();
        if (alike && twin != null) {
          return null;
        }
        twin = alike ? device : twin;
      }
    }
    return twin;
  }
}
