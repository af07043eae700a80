package dev.patchbay.tools.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// How long a body is (RFC 9112 section 6.3).
class BodyTest {
  private static Body body(String message, String... fields) {
    Fields header = new Fields();
    for (String field : fields) {
      header.addLine(field);
    }
    byte[] bytes = message.getBytes(StandardCharsets.US_ASCII);
    return Body.of(new Lines(new ByteArrayInputStream(bytes)), 200, header, false);
  }

  private static String all(Body body) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] part = new byte[4];
    for (int read = body.read(part); read >= 0; read = body.read(part)) {
      all.write(part, 0, read);
    }
    return all.toString(StandardCharsets.US_ASCII);
  }

  @Test
  void endsWithItsLength() throws IOException {
    assertThat(all(body("hello world", "Content-Length: 5"))).isEqualTo("hello");
  }

  @Test
  void joinsChunks() throws IOException {
    String message = "5\r\nhello\r\n6;x=y\r\n world\r\n0\r\n\r\nmore";

    assertThat(all(body(message, "Transfer-Encoding: chunked"))).isEqualTo("hello world");
  }

  @Test
  void goesToTheEndWhenNothingSaysOtherwise() throws IOException {
    assertThat(all(body("to the end"))).isEqualTo("to the end");
  }

  @Test
  void isCutShort() {
    Body body = body("abc", "Content-Length: 10");

    assertThatExceptionOfType(EOFException.class).isThrownBy(() -> all(body));
    assertThat(body.left()).isEqualTo(7);
  }

  @Test
  void refusesWhatIsNoChunk() {
    Body body = body("xyz\r\nabc\r\n", "Transfer-Encoding: chunked");

    assertThatExceptionOfType(ChunkException.class).isThrownBy(() -> all(body));
  }
}
