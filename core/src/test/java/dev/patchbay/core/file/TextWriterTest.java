package dev.patchbay.core.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.file.TextWriter.Buffering;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.Clock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextWriterTest {
  private final List<String> writes = new ArrayList<>();
  private boolean broken;

  @Test
  void holdsBackUntilItIsFlushed() throws FileException {
    TextWriter out = new TextWriter(new Recorder(), Buffering.FULL);

    out.println("one").print("é");
    assertThat(writes).isEmpty();
    out.flush();
    out.flush();

    assertThat(writes).containsExactly("one\né");
  }

  @Test
  void passesOnWholeBlocksWhenTheBufferIsFull() throws FileException {
    TextWriter out = new TextWriter(new Recorder(), Buffering.FULL);

    out.print("x".repeat(4096));
    assertThat(writes).isEmpty();
    out.print("y".repeat(4097) + "z");

    assertThat(writes).containsExactly("x".repeat(4096) + "y".repeat(4096));
  }

  @Test
  void passesWholeLinesOnToATerminal() throws FileException {
    TextWriter out = new TextWriter(new Recorder(), Buffering.LINES);

    out.print("one\ntwo");
    out.print(" more\nthree\nfo");
    out.print("ur");

    assertThat(writes).containsExactly("one\n", "two more\nthree\n");
  }

  @Test
  void holdsNothingBackWithoutABuffer() throws FileException {
    TextWriter out = new TextWriter(new Recorder(), Buffering.NONE);

    out.print("a").print("b");

    assertThat(writes).containsExactly("a", "b");
  }

  @Test
  void forgetsWhatTheFileRefused() throws FileException {
    TextWriter out = new TextWriter(new Recorder(), Buffering.FULL);
    out.print("lost");
    broken = true;

    assertThat(Refusal.of(out::flush)).isEqualTo(Errno.ENOSPC);
    broken = false;
    out.print("kept").flush();

    assertThat(writes).containsExactly("kept");
  }

  /// What each write brings.
  private final class Recorder extends OpenFile {
    @Override
    public void write(byte[] from, int offset, int length) throws FileException {
      if (broken) {
        throw new FileException(Errno.ENOSPC);
      }
      writes.add(new String(from, offset, length, StandardCharsets.UTF_8));
    }

    @Override
    public FileStatus status() {
      return new FileStatus(FileStatus.Kind.FILE, 0644, 0, Clock.START);
    }
  }
}
