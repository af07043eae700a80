package dev.patchbay.tools.teamd;

import dev.patchbay.core.text.Errno;
import dev.patchbay.device.team.TeamOption;
import dev.patchbay.device.team.TransmitHash;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Chooses what a team's hash is made of (`tx_hash`), and spreads the hashes over the ports by what
/// each has sent (`tx_balancer`).
final class Balancer {
  private static final int HASHES = 256;
  private static final long USUAL_INTERVAL = 50;

  private final Daemon daemon;
  private final long[] sentBefore = new long[HASHES];
  private boolean balances;

  Balancer(Daemon daemon) {
    this.daemon = daemon;
  }

  void init() {
    balances = "basic".equals(daemon.config().string("runner", "tx_balancer", "name"));
    daemon.set("lb_tx_method", balances ? "hash_to_port_mapping" : "hash");
    daemon.log("TX balancing " + (balances ? "enabled" : "disabled") + ".");
    if (balances) {
      Integer given = daemon.config().number("runner", "tx_balancer", "balancing_interval");
      long interval = given == null || given < 0 ? USUAL_INTERVAL : given;
      daemon.set("lb_stats_refresh_interval", interval);
      daemon.log("Balancing interval " + interval + ".");
    }
  }

  void chooseHash() throws Failure {
    if (!daemon.config().has("runner", "tx_hash")) {
      daemon
          .config()
          .set(new ArrayList<Object>(List.of("eth", "ipv4", "ipv6")), "runner", "tx_hash");
    }
    TransmitHash hash = TransmitHash.NONE;
    if (daemon.config().find("runner", "tx_hash") instanceof List<?> parts) {
      for (Object part : parts) {
        hash = with(hash, part);
      }
    }
    if (!daemon.set("bpf_hash_func", hash)) {
      daemon.log("Failed to set hash function.");
      throw new Failure(Errno.EINVAL);
    }
  }

  private TransmitHash with(TransmitHash hash, Object part) {
    if (!(part instanceof String name)) {
      daemon.log("Failed to get string from non-string object");
      return hash;
    }
    TransmitHash more = hash.with(name);
    if (more == null) {
      daemon.log("Hash frag named \"" + name + "\" not found.");
      return hash;
    }
    return more;
  }

  /// Gives the hash that has sent most since the last time to the port that has least, and so on.
  /// What has sent nothing stays where it is.
  void rebalance() {
    if (!balances || daemon.ports().isEmpty()) {
      return;
    }
    TeamOption[] mapping = options("lb_tx_hash_to_port_mapping");
    TeamOption[] counters = options("lb_hash_stats");
    long[] sent = new long[HASHES];
    for (int i = 0; i < HASHES; i++) {
      long total = count(counters[i]);
      sent[i] = total - sentBefore[i];
      sentBefore[i] = total;
    }
    Map<Port, Long> loads = new LinkedHashMap<>();
    daemon.ports().stream().filter(Port::isEnabled).forEach(port -> loads.put(port, 0L));
    List<Integer> biggestFirst =
        IntStream.range(0, HASHES)
            .boxed()
            .sorted((a, b) -> Long.compare(sent[b], sent[a]))
            .toList();
    for (int hash : biggestFirst) {
      Port port = leastLoaded(loads);
      boolean mapped = !Long.valueOf(0).equals(mapping[hash].value());
      if (port == null || (mapped && sent[hash] == 0)) {
        continue;
      }
      daemon.set(mapping[hash], (long) port.device().index());
      loads.merge(port, sent[hash], Long::sum);
    }
  }

  private static @Nullable Port leastLoaded(Map<Port, Long> loads) {
    return loads.entrySet().stream()
        .min(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(null);
  }

  private TeamOption[] options(String name) {
    TeamOption[] found = new TeamOption[HASHES];
    for (TeamOption option : daemon.team().options()) {
      if (option.name().equals(name)) {
        found[option.index()] = option;
      }
    }
    return found;
  }

  private static long count(TeamOption counter) {
    return ByteBuffer.wrap((byte[]) counter.value()).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }
}
