package dev.patchbay.host;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A place for programs of the host: walls, a folder of the lab's own behind them, where it answers
/// their commands, and a `/tmp` that is kept like one of the lab's. As long as programs are in it,
/// that is the `/tmp` of one machine.
final class Enclosure implements AutoCloseable {
  private final PrivateFolder own;
  private final Confinement confinement;
  private final ClientServer server;
  private @Nullable TmpMirror tmp;
  private int programs;

  private Enclosure(PrivateFolder own, Confinement confinement, ClientServer server) {
    this.own = own;
    this.confinement = confinement;
    this.server = server;
  }

  /// Builds one around `folder`. `clients` and `parents` are as [HostPrograms] and [ClientServer]
  /// have them.
  static Enclosure build(
      Blocking blocking,
      Path folder,
      Set<String> clients,
      Function<@Nullable String, @Nullable Process> parents)
      throws IOException {
    PrivateFolder own = PrivateFolder.make();
    own.furnish(clients);
    FutureTask<ClientServer> listening =
        blocking.start(() -> ClientServer.listen(own.path("socket"), blocking, parents), () -> {});
    Confinement confinement = confinement(own, folder);
    return new Enclosure(own, confinement, Blocking.result(listening));
  }

  private static Confinement confinement(PrivateFolder own, Path folder) {
    try {
      return Walls.build(own, folder);
    } catch (IOException e) {
      return new Filters(String.valueOf(e.getMessage()));
    }
  }

  PrivateFolder own() {
    return own;
  }

  /// What keeps programs away from the host's network here.
  Confinement confinement() {
    return confinement;
  }

  /// Whether programs that see `lab` as `/tmp` can be here; null is none of the lab's.
  boolean isFor(@Nullable FileTree lab) {
    TmpMirror now = tmp;
    return lab == null || !confinement.hasOwnTmp() || (now != null && now.lab() == lab);
  }

  boolean isEmpty() {
    return programs == 0;
  }

  /// A program that sees `lab` as `/tmp` is about to start.
  void enter(@Nullable FileTree lab) throws IOException, FileException {
    if (lab != null && confinement.hasOwnTmp()) {
      mirror(lab).goOut();
    }
    programs++;
  }

  private TmpMirror mirror(FileTree lab) throws IOException {
    TmpMirror now = tmp;
    if (now != null && now.lab() == lab) {
      return now;
    }
    if (now != null) {
      now.withdraw();
    }
    TmpMirror other = new TmpMirror(lab, own.path("tmp"));
    tmp = other;
    return other;
  }

  /// A program that has entered has ended.
  void leave() {
    programs--;
  }

  /// What programs have written to `/tmp` is seen in the lab.
  void bringIn() throws IOException, FileException {
    if (tmp != null) {
      tmp.comeIn();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    confinement.close();
    own.close();
  }
}
