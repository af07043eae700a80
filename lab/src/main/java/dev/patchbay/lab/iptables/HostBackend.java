package dev.patchbay.lab.iptables;

import dev.patchbay.lab.Ran;
import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The host's own programs.
///
/// @param prefix what stands in front of each: nothing, `sudo`, `ip netns exec blue`
record HostBackend(List<String> prefix) implements Backend {
  HostBackend {
    prefix = List.copyOf(prefix);
  }

  @Override
  public Ran run(List<String> words, String input) throws IOException {
    // Files on two of its three ends: nobody has to read and write at once.
    Path in = Files.createTempFile("iptables", ".in");
    Path err = Files.createTempFile("iptables", ".err");
    try {
      Files.writeString(in, input);
      return run(words, in.toFile(), err.toFile());
    } finally {
      Files.delete(in);
      Files.delete(err);
    }
  }

  private Ran run(List<String> words, File in, File err) throws IOException {
    List<String> all = new ArrayList<>(prefix);
    all.addAll(words);
    Process process = new ProcessBuilder(all).redirectInput(in).redirectError(err).start();
    try {
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ran(process.waitFor(), out, Files.readString(err.toPath()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(String.join(" ", all));
    } finally {
      process.destroy();
    }
  }
}
