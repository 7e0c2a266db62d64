package io.jorch.manager.store;

import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// What a member proves itself with and whom it lets in, in both directions of every connection.
///
/// @param key asked at each handshake, so a renewed certificate needs no restart
/// @param trust judges peers, as servers and as clients. Whoever it accepts may do everything,
///     also change the group: it must refuse all but managers. Host names are not compared, since
///     peers are known by their certificates.
public record PeerTls(X509ExtendedKeyManager key, X509ExtendedTrustManager trust) {}
