package dev.patchbay.tools.sockets;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The names in `/etc/services` and `/etc/protocols`, as the process sees the files.
public final class Services {
  private final Process process;

  public Services(Process process) {
    this.process = process;
  }

  /// The port of that number or name, or -1.
  public int port(String word) {
    if (word.matches("[0-9]{1,5}")) {
      int port = Integer.parseInt(word);
      return port > 0xffff ? -1 : port;
    }
    for (String[] words : lines("/etc/services")) {
      if (words[0].equals(word) && words.length > 1) {
        return Integer.parseInt(words[1].replaceFirst("/.*", ""));
      }
    }
    return -1;
  }

  /// The name of a port of the protocol, or its number.
  public String name(int port, String protocol) {
    for (String[] words : lines("/etc/services")) {
      if (words.length > 1 && words[1].equals(port + "/" + protocol)) {
        return words[0];
      }
    }
    return Integer.toString(port);
  }

  /// The name of an IP protocol, or its number.
  public String protocol(int number) {
    for (String[] words : lines("/etc/protocols")) {
      if (words.length > 1 && words[1].equals(Integer.toString(number))) {
        return words[0];
      }
    }
    return Integer.toString(number);
  }

  private List<String[]> lines(String path) {
    List<String[]> lines = new ArrayList<>();
    try {
      String text = new String(process.files().read(path), StandardCharsets.UTF_8);
      text.lines()
          .forEach(line -> lines.add(line.replaceFirst("#.*", "").strip().split("\\s+", -1)));
    } catch (FileException e) {
      return List.of();
    }
    return lines;
  }
}
