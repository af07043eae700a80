package dev.patchbay.shell.run;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.shell.text.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `select` shows on standard error, and the answers it reads.
final class Menu {
  private final Shell shell;
  private final List<String> items;
  private boolean shown;

  Menu(Shell shell, List<String> items) {
    this.shell = shell;
    this.items = items;
  }

  /// Asks and sets `REPLY` and the variable; whether there was an answer.
  boolean ask(String name) {
    if (!shown) {
      show();
      shown = true;
    }
    String prompt = shell.variables().value("PS3");
    shell.complainPart(prompt == null ? "#? " : prompt);
    String answer = line();
    if (answer == null) {
      shell.complainRaw("");
      shell.status(1);
      return false;
    }
    shell.variables().assign("REPLY", answer);
    if (answer.isBlank()) {
      shown = false;
      return ask(name);
    }
    String number = answer.strip();
    int index = number.matches("\\d{1,9}") ? Integer.parseInt(number) : 0;
    shell.variables().assign(name, index >= 1 && index <= items.size() ? items.get(index - 1) : "");
    return true;
  }

  private void show() {
    int width = Integer.toString(items.size()).length();
    for (int i = 0; i < items.size(); i++) {
      shell.complainRaw(String.format("%" + width + "d) %s", i + 1, items.get(i)));
    }
  }

  private @Nullable String line() {
    OpenFile file = shell.process().descriptors().get(0);
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    byte[] one = new byte[1];
    try {
      while (file != null && file.read(one, 0, 1) > 0) {
        if (one[0] == '\n') {
          return Bytes.decode(line.toByteArray());
        }
        line.write(one[0]);
      }
    } catch (FileException e) {
      return null;
    }
    return null;
  }
}
