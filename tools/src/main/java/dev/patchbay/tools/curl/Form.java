package dev.patchbay.tools.curl;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The fields of a form as one body (`-F`; RFC 7578).
final class Form {
  private static final String DASHES = "-".repeat(24);

  private Form() {}

  /// A form of fields `name=value`, `name=@file`, `name=<file`, each with `;type=` and `;filename=`
  /// behind it.
  static Upload of(Process process, List<String> fields) throws Failure {
    String boundary =
        DASHES + "%016x".formatted(process.netns().random("curl/boundary").nextLong());
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (String field : fields) {
      write(body, "--" + boundary + "\r\n");
      part(process, field, body);
    }
    write(body, "--" + boundary + "--\r\n");
    String type = "multipart/form-data; boundary=" + boundary;
    return new Upload(body.toByteArray(), type, false);
  }

  private static void write(ByteArrayOutputStream body, String text) {
    body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void part(Process process, String field, ByteArrayOutputStream body)
      throws Failure {
    int equals = field.indexOf('=');
    String name = field.substring(0, equals);
    String[] words = field.substring(equals + 1).split(";", -1);
    boolean isFile = words[0].startsWith("@");
    boolean isContent = isFile || words[0].startsWith("<");
    String file = isContent ? words[0].substring(1) : "";
    String shown = file.substring(file.lastIndexOf('/') + 1);
    String type = isFile ? "application/octet-stream" : "";
    for (int i = 1; i < words.length; i++) {
      if (words[i].startsWith("type=")) {
        type = words[i].substring("type=".length());
      } else if (words[i].startsWith("filename=")) {
        shown = words[i].substring("filename=".length());
      }
    }
    write(body, "Content-Disposition: form-data; name=\"" + name + "\"");
    write(body, isFile ? "; filename=\"" + shown + "\"\r\n" : "\r\n");
    write(body, type.isEmpty() ? "\r\n" : "Content-Type: " + type + "\r\n\r\n");
    body.writeBytes(isContent ? read(process, file) : words[0].getBytes(StandardCharsets.UTF_8));
    write(body, "\r\n");
  }

  private static byte[] read(Process process, String file) throws Failure {
    try {
      return process.files().read(Files.absolute(process.directory(), file));
    } catch (FileException e) {
      throw new Failure(Failure.NOT_READ, "Failed to open/read local data from file/application");
    }
  }
}
