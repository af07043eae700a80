package dev.patchbay.device.team;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.RxHandler.Result;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.Timer;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Packet;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What belongs together goes by the same port, chosen by a hash.
public final class TeamModeLoadbalance extends TeamModeModule {
  @Override
  TeamMode mode(TeamDevice team) {
    return new Mode(team);
  }

  @Override
  String description() {
    return "Load-balancing mode for team";
  }

  private static final class Mode extends TeamMode {
    private static final int HASHES = 256;
    private static final long TENTH_OF_A_SECOND = 100_000_000;

    private final @Nullable TeamPort[] mapping = new TeamPort[HASHES];
    private final long[] sentBytes = new long[HASHES];
    private final Timer refresh;
    private TransmitHash hash = TransmitHash.NONE;
    private boolean maps;
    private long interval;
    private long sumBefore;

    Mode(TeamDevice team) {
      super(team);
      this.refresh = new Timer(team.netns().machine().number(), this::refresh);
    }

    @Override
    String name() {
      return "loadbalance";
    }

    /// `lb_transmit`
    @Override
    boolean transmit(Packet packet) {
      int ports = team.enabledCount();
      if (ports == 0) {
        return drop(packet);
      }
      int number = hash.of(packet);
      TeamPort mapped = maps ? mapping[number] : null;
      TeamPort port = mapped == null ? team.enabled(number % ports) : mapped;
      int bytes = packet.length();
      if (!port.send(packet)) {
        return false;
      }
      sentBytes[number] += bytes;
      port.sentBytes += bytes;
      return true;
    }

    /// What speaks of one link only stays there.
    @Override
    Result receive(TeamPort port, Packet packet) {
      return packet.protocol() == EtherType.SLOW ? Result.EXACT : Result.ANOTHER;
    }

    @Override
    void portDisabled(TeamPort port) {
      for (int i = 0; i < HASHES; i++) {
        if (mapping[i] == port) {
          mapping[i] = null;
        }
      }
    }

    @Override
    void end() {
      team.netns().world().loop().disarm(refresh);
    }

    // ---- options

    @Override
    List<TeamOption> options() {
      List<TeamOption> options = new ArrayList<>(2 * HASHES + 3);
      options.add(
          TeamOption.of(
              "bpf_hash_func", TeamOption.Type.BINARY, () -> new byte[0], this::chooseHash));
      options.add(
          TeamOption.of("lb_tx_method", TeamOption.Type.STRING, this::method, this::chooseMethod));
      for (int i = 0; i < HASHES; i++) {
        options.add(mapping(i));
      }
      for (int i = 0; i < HASHES; i++) {
        options.add(statistics("lb_hash_stats", null, i));
      }
      options.add(
          TeamOption.of(
              "lb_stats_refresh_interval",
              TeamOption.Type.U32,
              () -> interval,
              this::chooseInterval));
      return options;
    }

    @Override
    List<TeamOption> options(TeamPort port) {
      return List.of(statistics("lb_port_stats", port, -1));
    }

    private TeamOption mapping(int number) {
      return new TeamOption(
          "lb_tx_hash_to_port_mapping",
          TeamOption.Type.U32,
          null,
          number,
          () -> {
            TeamPort port = mapping[number];
            return port == null ? 0L : (long) port.device().index();
          },
          index -> mapping[number] = enabledPort(index));
    }

    private TeamPort enabledPort(Object index) throws NetlinkException {
      for (int i = 0; i < team.enabledCount(); i++) {
        TeamPort port = team.enabled(i);
        if (index.equals((long) port.device().index())) {
          return port;
        }
      }
      throw new NetlinkException(Errno.ENODEV);
    }

    private TeamOption statistics(String name, @Nullable TeamPort port, int number) {
      return new TeamOption(
          name,
          TeamOption.Type.BINARY,
          port,
          number,
          () -> littleEndian(port == null ? sentBytes[number] : port.sentBytes),
          value -> {
            throw new NetlinkException(Errno.EOPNOTSUPP);
          });
    }

    /// As the kernel has it in memory.
    private static byte[] littleEndian(long number) {
      return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(number).array();
    }

    private String method() {
      return maps ? "hash_to_port_mapping" : "hash";
    }

    private void chooseMethod(Object method) throws NetlinkException {
      if (!method.equals("hash") && !method.equals("hash_to_port_mapping")) {
        throw new NetlinkException(Errno.EINVAL);
      }
      maps = method.equals("hash_to_port_mapping");
    }

    private void chooseHash(Object value) throws NetlinkException {
      if (!(value instanceof TransmitHash wanted)) {
        throw new NetlinkException(Errno.EINVAL);
      }
      hash = wanted;
    }

    /// Tenths of a second between two looks at the counters, 0 for none (`lb_stats_refresh`).
    private void chooseInterval(Object tenths) {
      interval = (Long) tenths;
      team.netns().world().loop().disarm(refresh);
      if (interval > 0) {
        refresh();
      }
    }

    private void refresh() {
      long sum = Arrays.stream(sentBytes).sum();
      if (sum != sumBefore) {
        sumBefore = sum;
        team.optionsChanged();
      }
      long now = team.netns().world().loop().now();
      team.netns().world().loop().arm(refresh, now + interval * TENTH_OF_A_SECOND);
    }
  }
}
