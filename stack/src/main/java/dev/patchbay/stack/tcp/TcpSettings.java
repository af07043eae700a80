package dev.patchbay.stack.tcp;

import dev.patchbay.core.Machine;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Sysctl;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Errno;
import java.util.ArrayList;
import java.util.List;

/// The settings of TCP in one namespace: the numbers of [TcpSetting], the sizes of the buffers, the
/// congestion control.
public final class TcpSettings {
  private final int[] values = new int[TcpSetting.values().length];
  private final int[] receive = {4096, 131_072, 6_291_456};
  private final int[] send = {4096, 16_384, 4_194_304};
  private String congestion = "cubic";
  private long notSentLowWater = 0xffff_ffffL;
  private final FastOpenKeys fastOpenKeys;
  private final Netns netns;

  TcpSettings(Netns netns) {
    this.netns = netns;
    this.fastOpenKeys = new FastOpenKeys(netns);
    for (TcpSetting setting : TcpSetting.values()) {
      values[setting.ordinal()] = setting.initial();
    }
  }

  public int get(TcpSetting setting) {
    return values[setting.ordinal()];
  }

  public boolean isOn(TcpSetting setting) {
    return values[setting.ordinal()] != 0;
  }

  /// The least, the first and the most bytes of a receive buffer, by 0, 1, 2 (`tcp_rmem`).
  public int receiveBuffer(int which) {
    return receive[which];
  }

  /// The same of a send buffer (`tcp_wmem`).
  public int sendBuffer(int which) {
    return send[which];
  }

  /// The congestion control of new sockets.
  public String congestion() {
    return congestion;
  }

  /// So few bytes must be unsent for a socket to be writable (`tcp_notsent_lowat`).
  long notSentLowWater() {
    return notSentLowWater;
  }

  /// The keys of fast open's cookies (`tcp_fastopen_key`).
  FastOpenKeys fastOpenKeys() {
    return fastOpenKeys;
  }

  private void set(TcpSetting setting, int value) {
    values[setting.ordinal()] = value;
    if (setting == TcpSetting.TCP_FASTOPEN_BLACKHOLE_TIMEOUT_SEC) {
      TcpStack.of(netns).fastOpenBlackHole().forget();
    }
  }

  static void add(Machine machine) {
    List<Sysctl<TcpSettings>> files = new ArrayList<>();
    for (TcpSetting setting : TcpSetting.values()) {
      files.add(
          Sysctl.integer(
              setting.file(),
              setting.min(),
              setting.max(),
              s -> s.get(setting),
              (s, n) -> s.set(setting, n)));
    }
    files.add(Sysctl.of("tcp_rmem", s -> words(s.receive), (s, text) -> write(s.receive, text)));
    files.add(Sysctl.of("tcp_wmem", s -> words(s.send), (s, text) -> write(s.send, text)));
    files.add(Sysctl.of("tcp_congestion_control", s -> s.congestion, TcpSettings::writeCongestion));
    files.add(
        Sysctl.of(
            "tcp_notsent_lowat",
            s -> Long.toString(s.notSentLowWater),
            TcpSettings::writeNotSentLowWater));
    files.add(
        Sysctl.secret(
            "tcp_fastopen_key",
            s -> s.fastOpenKeys.toString(),
            (s, text) -> {
              if (!s.fastOpenKeys.read(text)) {
                throw new FileException(Errno.EINVAL);
              }
            }));
    machine.sysctls().add("net/ipv4", files, netns -> TcpStack.of(netns).settings());
  }

  private static String words(int[] numbers) {
    return numbers[0] + "\t" + numbers[1] + "\t" + numbers[2];
  }

  /// Writes the numbers there are; more of them are passed over, as in the kernel.
  private static void write(int[] numbers, String text) throws FileException {
    String[] words = text.strip().split("\\s+", -1);
    for (int i = 0; i < Math.min(words.length, numbers.length); i++) {
      numbers[i] = Sysctl.parse(words[i], 1, Integer.MAX_VALUE);
    }
  }

  private void writeCongestion(String text) throws FileException {
    String name = text.strip();
    if (!CongestionControls.exists(name)) {
      throw new FileException(Errno.ENOENT);
    }
    congestion = name;
  }

  private void writeNotSentLowWater(String text) throws FileException {
    try {
      long value = Long.decode(text.strip());
      if (value < 0 || value > 0xffff_ffffL) {
        throw new FileException(Errno.EINVAL);
      }
      notSentLowWater = value;
    } catch (NumberFormatException e) {
      throw new FileException(Errno.EINVAL);
    }
  }
}
