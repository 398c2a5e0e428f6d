from scenes.kit.listing import Listing, excerpt

listing = Listing(excerpt(run.meta["source"], range(26, 35)), 0.4, first=26)
listing.light(27, 28)
self.add(listing, listing.bar(27, 28))
