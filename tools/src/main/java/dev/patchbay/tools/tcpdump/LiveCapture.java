package dev.patchbay.tools.tcpdump;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.PacketTap;
import dev.patchbay.core.Process;
import dev.patchbay.core.time.Bound;
import dev.patchbay.core.time.Clock;
import dev.patchbay.packet.capture.CaptureException;
import dev.patchbay.packet.capture.CapturedFrame;
import dev.patchbay.packet.capture.LinkType;
import dev.patchbay.stack.socket.PacketSocket;
import dev.patchbay.stack.socket.SocketException;
import org.jspecify.annotations.Nullable;

/// Frames that pass a device now, or all devices.
final class LiveCapture implements Source {
  private final Process process;
  private final PacketSocket socket;
  private final @Nullable NetDevice device;
  private final Ring ring;
  private final LinkType type;
  private final int snapLength;

  /// How long a block waits to be filled; 0 when frames are handed over at once.
  private final long period;

  private final long start;
  private boolean interrupted;

  /// Sees the frames of the device, or of all with null, once [#bind] was called.
  ///
  /// @param period how long a block of the ring waits to be filled, in nanoseconds, or 0
  LiveCapture(
      Process process,
      PacketSocket socket,
      @Nullable NetDevice device,
      LinkType type,
      int snapLength,
      Ring ring,
      long period) {
    this.process = process;
    this.socket = socket;
    this.device = device;
    this.type = type;
    this.snapLength = snapLength;
    this.ring = ring;
    this.period = period;
    this.start = process.loop().now();
    socket.ring((packet, outgoing) -> {
      ring.put(packet, outgoing);
      socket.readable().signal();
    });
  }

  @Override
  public LinkType linkType() {
    return type;
  }

  @Override
  public int snapLength() {
    return snapLength;
  }

  Ring ring() {
    return ring;
  }

  @Override
  public @Nullable CapturedFrame next() throws CaptureException {
    while (!interrupted) {
      CapturedFrame frame = ring.poll();
      if (frame != null) {
        return frame;
      }
      if (device != null && socket.device() == null) {
        throw new CaptureException("The interface disappeared");
      }
      await();
    }
    return null;
  }

  /// Waits for a frame, and then for the end of its block's time.
  private void await() {
    long until = ring.isEmpty() ? Clock.NEVER : blockEnd();
    process.await(socket.readable(), until, Bound.ENDLESS);
    try {
      socket.takePending();
    } finally {
      if (!ring.isEmpty() && process.loop().now() >= until) {
        ring.handOver();
      }
    }
  }

  private long blockEnd() {
    long now = process.loop().now();
    return period == 0 ? now : start + ((now - start) / period + 1) * period;
  }

  @Override
  public void interrupt() {
    interrupted = true;
    socket.readable().signal();
  }

  @Override
  public void close() {
    socket.close();
  }

  /// Begins: sees the frames of the device, and asks it for every frame unless that is not wanted.
  void bind(boolean promiscuous) throws SocketException {
    if (device == null) {
      socket.bindAll(PacketTap.ALL);
      return;
    }
    socket.bind(device, PacketTap.ALL);
    if (promiscuous) {
      socket.promiscuous();
    }
  }
}
