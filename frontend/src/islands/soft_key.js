// A key file: PKCS#8 encrypted with a password (PBES2: PBKDF2 and AES, RFC 8018), as the openssl command writes it,
// and the certificate beside it. The key is decrypted by the browser and lives as long as the page.
import { sm2 } from "sm-crypto-v2";

const SEQUENCE = 0x30;
const PBES2 = "2a864886f70d01050d", PBKDF2 = "2a864886f70d01050c", SM2_CURVE = "06082a811ccf5501822d";
const HASHES = { "2a864886f70d0209": "SHA-256", "2a864886f70d020a": "SHA-384", "2a864886f70d020b": "SHA-512" };
const CIPHERS = { "60864801650304012a": 256, "608648016503040116": 192, "608648016503040102": 128 };
const MOST_ROUNDS = 10_000_000, LARGEST_FILE = 64 * 1024;

class Trouble extends Error {
  constructor(words) {
    super(words);
    this.words = words;
  }
}

export async function read(files, password) {
  if (!files.length) throw new Trouble("请先选择密钥文件。");
  if (files.some((file) => file.size > LARGEST_FILE)) throw new Trouble("文件太大，不是密钥文件。");
  const text = (await Promise.all(files.map((file) => file.text()))).join("\n");
  const certificate = text.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/)?.[0];
  const hidden = block(text, "ENCRYPTED PRIVATE KEY");
  if (!hidden) throw new Trouble("文件里没有用密码加密的密钥。");
  if (!certificate) throw new Trouble("没有选证书文件。");
  return { certificate: `${certificate}\n`, key: scalar(await decrypted(hidden, password)) };
}

export function sign(holder, bytes) {
  const publicKey = sm2.getPublicKeyFromPrivateKey(holder.key);
  const made = sm2.doSignature(bytes, holder.key, { der: true, hash: true, publicKey, userId: "1234567812345678" });
  return btoa(String.fromCharCode(...fromHex(made)));
}

async function decrypted(content, password) {
  const [algorithm, hidden] = row(element(content).body);
  const [name, parameters] = row(algorithm.body);
  const [derivation, cipher] = row(parameters.body);
  const [how, settings] = row(derivation.body);
  if (hex(name.body) !== PBES2 || hex(how.body) !== PBKDF2) throw new Trouble("这种密钥文件的加密方式不支持。");
  const [salt, rounds, ...rest] = row(settings.body);
  const [chosen, iv] = row(cipher.body);
  const prf = rest.find((one) => one.tag === SEQUENCE);
  const hash = HASHES[prf && hex(row(prf.body)[0].body)], bits = CIPHERS[hex(chosen.body)];
  const iterations = parseInt(hex(rounds.body), 16);
  if (!hash || !bits || iterations > MOST_ROUNDS) throw new Trouble("这种密钥文件的加密方式不支持。");
  const secret = await crypto.subtle.importKey("raw", new TextEncoder().encode(password), "PBKDF2", false, ["deriveKey"]);
  const way = { name: "PBKDF2", hash, salt: salt.body, iterations };
  const key = await crypto.subtle.deriveKey(way, secret, { name: "AES-CBC", length: bits }, false, ["decrypt"]);
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-CBC", iv: iv.body }, key, hidden.body));
  } catch {
    throw new Trouble("密码不对，或者文件坏了。");
  }
}

// PKCS#8 around the key itself (RFC 5915): of SM2 only.
function scalar(content) {
  const [, algorithm, inside] = row(element(content).body);
  if (!hex(algorithm.body).includes(SM2_CURVE)) throw new Trouble("这里只能用 SM2 密钥签名；别的密钥请在别处签好再粘贴。");
  const [, secret] = row(element(inside.body).body);
  return hex(secret.body).padStart(64, "0");
}

function block(text, label) {
  const found = text.match(new RegExp(`-----BEGIN ${label}-----([A-Za-z0-9+/=\\s]+)-----END ${label}-----`));
  return found && Uint8Array.from(atob(found[1].replace(/\s/g, "")), (c) => c.charCodeAt(0));
}

// The elements that stand one after the other in these bytes.
function row(bytes) {
  const found = [];
  for (let rest = bytes; rest.length; rest = rest.subarray(found.at(-1).size)) found.push(element(rest));
  return found;
}

function element(bytes) {
  const long = bytes[1] & 0x80 ? bytes[1] & 0x7f : 0;
  const length = long ? parseInt(hex(bytes.subarray(2, 2 + long)), 16) : bytes[1];
  const start = 2 + long;
  if (!(start + length <= bytes.length)) throw new Trouble("密钥文件坏了。");
  return { tag: bytes[0], body: bytes.subarray(start, start + length), size: start + length };
}

function hex(bytes) {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function fromHex(text) {
  return text.match(/../g).map((pair) => parseInt(pair, 16));
}
