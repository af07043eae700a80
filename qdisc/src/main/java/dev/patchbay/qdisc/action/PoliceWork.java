package dev.patchbay.qdisc.action;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.text.Psched;

/// The bucket of police: tokens are nanoseconds of sending.
final class PoliceWork implements Work {
  private static final long SECOND = 1_000_000_000;

  private final Action action;
  private final Police.Said said;
  private final long largest;
  private final long buffer;
  private final long peakBuffer;
  private final long packetBuffer;
  private long tokens;
  private long peakTokens;
  private long packetTokens;
  private long checked;

  PoliceWork(Action action, Police.Said said) {
    this.action = action;
    this.said = said;
    this.largest = Police.largest(said);
    this.buffer = Police.burstTicks(said) * Psched.TICK;
    this.peakBuffer = said.peak().bytes() == 0 ? 0 : said.peak().nanos(largest);
    this.packetBuffer =
        said.packetRate() == 0 ? 0 : SECOND / said.packetRate() * said.packetBurst();
    this.tokens = buffer;
    this.peakTokens = peakBuffer;
    this.packetTokens = packetBuffer;
    this.checked = action.table().now();
  }

  @Override
  public int act(Packet packet, NetDevice device, boolean atIngress) {
    boolean conforms = isSlow() && packet.length() <= largest && pay(packet.length());
    int control = conforms ? said.conform() : said.exceed();
    action.statistics().overlimits += conforms ? 0 : 1;
    action.statistics().drops += control == Control.SHOT ? 1 : 0;
    return control;
  }

  /// Whether what it has seen lately is below the rate that it is to be on average.
  private boolean isSlow() {
    return said.averageRate() == 0 || action.statistics().rate() < said.averageRate();
  }

  /// Takes the tokens of a packet, if there are enough.
  private boolean pay(int length) {
    long now = action.table().now();
    long earned = now - checked;
    long left = 0;
    long peakLeft = 0;
    long packetsLeft = 0;
    if (said.rate().bytes() != 0) {
      left = Math.min(earned + tokens, buffer) - said.rate().nanos(length);
      if (said.peak().bytes() != 0) {
        peakLeft = Math.min(earned + peakTokens, peakBuffer) - said.peak().nanos(length);
      }
    } else if (said.packetRate() != 0) {
      packetsLeft = Math.min(earned + packetTokens, packetBuffer) - SECOND / said.packetRate();
    }
    if (left < 0 || peakLeft < 0 || packetsLeft < 0) {
      return false;
    }
    checked = now;
    tokens = left;
    peakTokens = peakLeft;
    packetTokens = packetsLeft;
    return true;
  }
}
