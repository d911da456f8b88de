"""The door: second factors, passkeys, the devices one is signed in with. The same for people and for the office."""
