package dev.patchbay.tools.tcpdump;

import dev.patchbay.packet.capture.CaptureException;
import dev.patchbay.packet.capture.CaptureReader;
import dev.patchbay.packet.capture.CapturedFrame;
import dev.patchbay.packet.capture.LinkType;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Frames from a file.
final class SavedCapture implements Source {
  private final InputStream in;
  private final CaptureReader reader;
  private boolean interrupted;

  SavedCapture(InputStream in) throws CaptureException, IOException {
    this.in = in;
    this.reader = CaptureReader.open(in);
  }

  @Override
  public LinkType linkType() {
    return reader.linkType();
  }

  @Override
  public int snapLength() {
    return reader.snapLength();
  }

  @Override
  public @Nullable CapturedFrame next() throws CaptureException, IOException {
    return interrupted ? null : reader.next();
  }

  @Override
  public void interrupt() {
    interrupted = true;
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new IllegalStateException("a file that was read cannot be closed", e);
    }
  }
}
