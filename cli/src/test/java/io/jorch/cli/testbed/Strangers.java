package io.jorch.cli.testbed;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// Those who must not be let in. They trust everybody, so that only the other side can say no.
final class Strangers {
  private static final String PASSWORD = "nothing";

  private Strangers() {}

  /// Without TLS, without a certificate, and with such of an authority of its own, valid and
  /// expired; then one for each pair `NAME.crt`, `NAME.key` (PEM) of a directory.
  ///
  /// @param work an empty directory
  static List<Stranger> all(Path work, Optional<Path> certificates) throws IOException {
    List<Stranger> all = new ArrayList<>();
    all.add(new Stranger("plain garbage", Optional.empty()));
    all.add(new Stranger("no certificate", Optional.of(tls(new KeyManager[0]))));
    all.add(with("wrong authority", selfSigned(work.resolve("wrong.p12"), "-1d")));
    all.add(with("wrong authority, expired", selfSigned(work.resolve("old.p12"), "-2y")));
    if (certificates.isEmpty()) return all;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(certificates.get(), "*.crt")) {
      for (Path certificate : files) {
        String name = certificate.getFileName().toString().replaceAll("\\.crt$", "");
        all.add(with(name, store(work.resolve(name + ".p12"), certificate)));
      }
    }
    return all;
  }

  private static Stranger with(String what, Path store) throws IOException {
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD.toCharArray());
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(keys, PASSWORD.toCharArray());
      return new Stranger(what, Optional.of(tls(factory.getKeyManagers())));
    } catch (GeneralSecurityException e) {
      throw new IOException("read the keys in " + store + ": " + e.getMessage(), e);
    }
  }

  private static SSLContext tls(KeyManager[] keys) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLSv1.3");
      context.init(keys, new TrustManager[] {new Trusting()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("prepare TLS: " + e.getMessage(), e);
    }
  }

  /// For a month from then on, with a subject as nodes have it.
  private static Path selfSigned(Path store, String start) throws IOException {
    Programs.output(
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
        "-genkeypair",
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-dname",
        "CN=00000000000000000000,OU=manager",
        "-startdate",
        start,
        "-validity",
        "30",
        "-storetype",
        "PKCS12",
        "-storepass",
        PASSWORD,
        "-keystore",
        store.toString());
    return store;
  }

  private static Path store(Path store, Path certificate) throws IOException {
    String key = certificate.toString().replaceAll("\\.crt$", ".key");
    Programs.output(
        "openssl",
        "pkcs12",
        "-export",
        "-in",
        certificate.toString(),
        "-inkey",
        key,
        "-passout",
        "pass:" + PASSWORD,
        "-out",
        store.toString());
    return store;
  }

  private static final class Trusting extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
